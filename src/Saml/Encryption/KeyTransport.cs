using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Encryption;

/// <summary>
/// How a content key was wrapped: RSA-OAEP with the digests and mask functions on the allow-list (xmlenc-core1 5.5.2). RSA with
/// PKCS #1 v1.5 padding is not on it: it has been an oracle too often (Kantara ALG).
/// </summary>
internal readonly record struct KeyTransport(HashAlgorithmName Digest, HashAlgorithmName Mask)
{
    private const string OaepMgf1Sha1 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    private const string Oaep = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

    /// <summary>Reads an xenc:EncryptionMethod of an EncryptedKey.</summary>
    internal static bool TryRead(XmlElement method, out KeyTransport transport)
    {
        transport = default;
        string? uri = method.Token("Algorithm"u8);
        HashAlgorithmName? digest = HashAlgorithmName.SHA1;
        HashAlgorithmName? mask = HashAlgorithmName.SHA1;
        XmlChildren children = method.Children;
        while (children.TryTake(out XmlElement parameter))
        {
            if (parameter.Is(XmlNamespaces.Signature, "DigestMethod"u8))
            {
                digest = Hash(parameter.Token("Algorithm"u8), "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmlenc#sha256");
            }
            else if (parameter.Is(XmlNamespaces.Encryption11, "MGF"u8) && uri == Oaep)
            {
                mask = Hash(parameter.Token("Algorithm"u8), "http://www.w3.org/2009/xmlenc11#mgf1sha1", "http://www.w3.org/2009/xmlenc11#mgf1sha256");
            }
            else
            {
                // OAEPparams would be a label; nobody sends one.
                return false;
            }
        }

        if (uri is not (OaepMgf1Sha1 or Oaep) || digest is null || mask is null || !children.IsAtEnd)
        {
            return false;
        }

        transport = new KeyTransport(digest.Value, mask.Value);
        return true;
    }

    private static HashAlgorithmName? Hash(string? uri, string sha1, string sha256) =>
        uri == sha1 ? HashAlgorithmName.SHA1 : uri == sha256 ? HashAlgorithmName.SHA256 : null;
}
