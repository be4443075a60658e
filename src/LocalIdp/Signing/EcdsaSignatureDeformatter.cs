using System.Security.Cryptography;

namespace LocalIdp;

/// <summary>Checks the r‖s form that XML Signature wants.</summary>
internal sealed class EcdsaSignatureDeformatter(AsymmetricAlgorithm key) : AsymmetricSignatureDeformatter
{
    private ECDsa _key = (ECDsa)key;

    public override void SetKey(AsymmetricAlgorithm key) => _key = (ECDsa)key;

    public override void SetHashAlgorithm(string strName)
    {
        // The hash is computed before it gets here.
    }

    public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature)
        => _key.VerifyHash(rgbHash, rgbSignature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
