using System.Security.Cryptography;

namespace LocalIdp;

/// <summary>Makes the r‖s form that XML Signature wants (RFC 4050 and xmldsig-core1 6.4.3).</summary>
internal sealed class EcdsaSignatureFormatter(AsymmetricAlgorithm key) : AsymmetricSignatureFormatter
{
    private ECDsa _key = (ECDsa)key;

    public override void SetKey(AsymmetricAlgorithm key) => _key = (ECDsa)key;

    public override void SetHashAlgorithm(string strName)
    {
        // The hash is computed before it gets here.
    }

    public override byte[] CreateSignature(byte[] rgbHash) => _key.SignHash(rgbHash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
