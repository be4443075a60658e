using System.Security.Cryptography;

namespace LocalIdp;

/// <summary>ecdsa-sha256 for SignedXml. Public because <see cref="CryptoConfig"/> makes instances of public types only.</summary>
public sealed class EcdsaSha256SignatureDescription : SignatureDescription
{
    /// <summary>Called by <see cref="CryptoConfig"/>.</summary>
    public EcdsaSha256SignatureDescription() => KeyAlgorithm = typeof(ECDsa).AssemblyQualifiedName;

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() => SHA256.Create();

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new EcdsaSignatureFormatter(key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new EcdsaSignatureDeformatter(key);
}
