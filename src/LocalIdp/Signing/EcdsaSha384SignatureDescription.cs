using System.Security.Cryptography;

namespace LocalIdp;

/// <summary>ecdsa-sha384 for SignedXml. Public because <see cref="CryptoConfig"/> makes instances of public types only.</summary>
public sealed class EcdsaSha384SignatureDescription : SignatureDescription
{
    /// <summary>Called by <see cref="CryptoConfig"/>.</summary>
    public EcdsaSha384SignatureDescription() => KeyAlgorithm = typeof(ECDsa).AssemblyQualifiedName;

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() => SHA384.Create();

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new EcdsaSignatureFormatter(key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new EcdsaSignatureDeformatter(key);
}
