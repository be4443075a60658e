using System.Security.Cryptography;
using Saml.Xml;

namespace Saml.Encryption;

/// <summary>
/// How a content key was wrapped: RSA-OAEP with the digests and mask functions on the allow-list (xmlenc-core1 5.5.2). RSA with
/// PKCS #1 v1.5 padding is not on it: it has been an oracle too often (Kantara ALG).
/// </summary>
/// <param name="Digest">The hash of the label.</param>
/// <param name="Mask">The hash of the mask function, MGF1.</param>
/// <param name="Label">The label (OAEPparams); empty where none was sent.</param>
internal readonly record struct KeyTransport(HashAlgorithmName Digest, HashAlgorithmName Mask, byte[] Label)
{
    private const string OaepMgf1Sha1 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    private const string Oaep = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
    private const string Mgf1 = "http://www.w3.org/2009/xmlenc11#mgf1";

    /// <summary>Whether .NET can unwrap it: it knows no label, and one hash for both purposes.</summary>
    internal bool IsOfFramework => Digest == Mask && Label.Length == 0;

    /// <summary>Reads an xenc:EncryptionMethod of an EncryptedKey.</summary>
    internal static bool TryRead(XmlElement method, out KeyTransport transport)
    {
        transport = default;
        string? uri = method.Token("Algorithm"u8);
        HashAlgorithmName? digest = HashAlgorithmName.SHA1;
        HashAlgorithmName? mask = HashAlgorithmName.SHA1;
        byte[]? label = [];
        XmlChildren children = method.Children;
        while (children.TryTake(out XmlElement parameter))
        {
            if (parameter.Is(XmlNamespaces.Signature, "DigestMethod"u8))
            {
                digest = FindDigest(parameter.Token("Algorithm"u8));
            }
            else if (parameter.Is(XmlNamespaces.Encryption11, "MGF"u8) && uri == Oaep)
            {
                mask = FindMask(parameter.Token("Algorithm"u8));
            }
            else if (parameter.Is(XmlNamespaces.Encryption, "OAEPparams"u8))
            {
                label = parameter.TokenText().Length == 0 ? [] : Base64Text.TryDecode(parameter, out byte[]? octets) ? octets : null;
            }
            else if (!parameter.Is(XmlNamespaces.Encryption, "KeySize"u8))
            {
                // The size of the key is that of the key; what else stands here could change how to unwrap.
                return false;
            }
        }

        if (uri is not (OaepMgf1Sha1 or Oaep) || digest is null || mask is null || label is null || !children.IsAtEnd)
        {
            return false;
        }

        transport = new KeyTransport(digest.Value, mask.Value, label);
        return true;
    }

    private static HashAlgorithmName? FindDigest(string? uri) => uri switch
    {
        "http://www.w3.org/2000/09/xmldsig#sha1" => HashAlgorithmName.SHA1,
        "http://www.w3.org/2001/04/xmlenc#sha256" => HashAlgorithmName.SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static HashAlgorithmName? FindMask(string? uri) => uri switch
    {
        Mgf1 + "sha1" => HashAlgorithmName.SHA1,
        Mgf1 + "sha256" => HashAlgorithmName.SHA256,
        Mgf1 + "sha384" => HashAlgorithmName.SHA384,
        Mgf1 + "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
