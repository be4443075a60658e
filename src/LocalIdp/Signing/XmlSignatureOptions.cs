using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>How <see cref="XmlSigner"/> signs. The defaults are Entra's, except that the key must be given.</summary>
public sealed record XmlSignatureOptions
{
    /// <summary>RSA or ECDSA private key; leave null for HMAC.</summary>
    public AsymmetricAlgorithm? Key { get; init; }

    /// <summary>Key bytes for HMAC, for example those of a public key.</summary>
    public byte[]? HmacKey { get; init; }

    /// <summary>Signature algorithm; must fit the key.</summary>
    public XmlSignatureAlgorithm Algorithm { get; init; } = XmlSignatureAlgorithm.RsaSha256;

    /// <summary>Digest of the reference.</summary>
    public XmlDigestAlgorithm Digest { get; init; } = XmlDigestAlgorithm.Sha256;

    /// <summary>Canonicalization of the signed element and of SignedInfo.</summary>
    public XmlCanonicalization Canonicalization { get; init; } = XmlCanonicalization.Exclusive;

    /// <summary>
    /// PrefixList of the reference's InclusiveNamespaces, separated by spaces; <c>#default</c> is allowed. Null writes none.
    /// </summary>
    public string? InclusivePrefixes { get; init; }

    /// <summary>Certificate to put into KeyInfo, which need not match the key; null writes no KeyInfo.</summary>
    public X509Certificate2? KeyInfoCertificate { get; init; }

    /// <summary>
    /// Signs with the certificate's own RSA or EC key and puts the certificate into KeyInfo. The signature uses SHA-256.
    /// The caller keeps the certificate alive for as long as it signs.
    /// </summary>
    /// <exception cref="ArgumentException">The certificate has no RSA or EC private key.</exception>
    public static XmlSignatureOptions From(X509Certificate2 certificate)
    {
        if (certificate.GetRSAPrivateKey() is { } rsa)
            return new() { Key = rsa, KeyInfoCertificate = certificate };
        if (certificate.GetECDsaPrivateKey() is { } ecdsa)
            return new() { Key = ecdsa, KeyInfoCertificate = certificate, Algorithm = XmlSignatureAlgorithm.EcdsaSha256 };
        throw new ArgumentException(
            $"Certificate '{certificate.Subject}' has no RSA or EC private key; load it from a PFX file.", nameof(certificate));
    }
}
