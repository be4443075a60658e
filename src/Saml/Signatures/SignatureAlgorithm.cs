using System.Security.Cryptography;

namespace Saml.Signatures;

/// <summary>The allow-list of signature algorithms (Kantara IIP-ALG, SDP-ALG; xmldsig-core1, RFC 6931). What is not here is refused.</summary>
internal sealed class SignatureAlgorithm
{
    private static readonly SignatureAlgorithm[] Allowed =
    [
        new("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", isRsa: true, HashAlgorithmName.SHA256),
        new("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", isRsa: true, HashAlgorithmName.SHA384),
        new("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", isRsa: true, HashAlgorithmName.SHA512),
        new("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", isRsa: false, HashAlgorithmName.SHA256),
        new("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", isRsa: false, HashAlgorithmName.SHA384),
        new("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", isRsa: false, HashAlgorithmName.SHA512),
    ];

    private SignatureAlgorithm(string uri, bool isRsa, HashAlgorithmName hash)
    {
        Uri = uri;
        IsRsa = isRsa;
        Hash = hash;
    }

    internal string Uri { get; }

    /// <summary>RSA with PKCS #1 v1.5 padding; otherwise ECDSA with the two numbers side by side (RFC 6931, 2.3.6).</summary>
    internal bool IsRsa { get; }

    internal HashAlgorithmName Hash { get; }

    internal static SignatureAlgorithm? Find(string? uri) => Array.Find(Allowed, a => a.Uri == uri);

    /// <summary>What we sign with: SHA-256 by either kind of key; Entra takes nothing else by default.</summary>
    internal static SignatureAlgorithm ForSigning(bool isRsa) => Array.Find(Allowed, a => a.IsRsa == isRsa)!;
}
