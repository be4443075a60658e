using System.Security.Cryptography;

namespace Saml.Signatures;

/// <summary>The allow-list of digests (xmlenc-core1 5.8, RFC 6931).</summary>
internal static class DigestAlgorithm
{
    /// <summary>What we sign with.</summary>
    internal const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>The longest digest on the list, in octets.</summary>
    internal const int MaxLength = SHA512.HashSizeInBytes;

    internal static HashAlgorithmName? Find(string? uri) => uri switch
    {
        Sha256 => HashAlgorithmName.SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
