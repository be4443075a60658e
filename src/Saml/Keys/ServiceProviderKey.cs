using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Encryption;
using Saml.Signatures;

namespace Saml;

/// <summary>Our own key with its certificate: it signs what we send and, if it is RSA, decrypts what is encrypted to us. Thread-safe. It owns the certificate it is given and disposes of it.</summary>
public sealed class ServiceProviderKey : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly KeyPool<AsymmetricAlgorithm> _private;

    /// <summary>Takes over a certificate.</summary>
    /// <param name="certificateWithPrivateKey">A certificate with an RSA key of at least 2048 bits or one on P-256, P-384 or P-521.</param>
    /// <exception cref="ArgumentException">The certificate has no private key, or one of another kind or too weak.</exception>
    public ServiceProviderKey(X509Certificate2 certificateWithPrivateKey)
    {
        _certificate = certificateWithPrivateKey;
        using AsymmetricAlgorithm? key = PrivateKey(certificateWithPrivateKey);
        if (!(key is RSA { KeySize: >= 2048 } || (key is ECDsa ec && NamedCurves.IsAllowed(ec.ExportParameters(includePrivateParameters: false)))))
        {
            throw new ArgumentException("The service provider's certificate needs its private key: RSA of at least 2048 bits, or elliptic-curve on P-256, P-384 or P-521.", nameof(certificateWithPrivateKey));
        }

        _private = new KeyPool<AsymmetricAlgorithm>(() => PrivateKey(_certificate)!);
        Algorithm = SignatureAlgorithm.ForSigning(key is RSA);
        Thumbprint = certificateWithPrivateKey.GetCertHashString(HashAlgorithmName.SHA256);
        NotBefore = new DateTimeOffset(certificateWithPrivateKey.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificateWithPrivateKey.NotAfter.ToUniversalTime());
        CertificateBase64 = Convert.ToBase64String(certificateWithPrivateKey.RawData);
    }

    /// <summary>SHA-256 of the certificate, in upper-case hex.</summary>
    public string Thumbprint { get; }

    /// <summary>Start of the certificate's validity (UTC).</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of the certificate's validity (UTC).</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The certificate (DER) in base64, without line breaks.</summary>
    public string CertificateBase64 { get; }

    /// <summary>The XML signature algorithm that this key signs with, as a URI (RFC 6931): RSA-SHA256 or ECDSA-SHA256.</summary>
    public string SignatureAlgorithmUri => Algorithm.Uri;

    internal SignatureAlgorithm Algorithm { get; }

    /// <summary>Signs <paramref name="data"/>; an ECDSA signature has its two numbers side by side, as XML signatures want them.</summary>
    /// <exception cref="CryptographicException">The key cannot be used.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _private.Use(new DataToSign { Data = data, Hash = Algorithm.Hash }, static (key, i) => key is RSA rsa
            ? rsa.SignData(i.Data, i.Hash, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(i.Data, i.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>
    /// Decrypts what was encrypted for this certificate with RSA-OAEP and SHA-256 (RFC 8017 7.1). It is how secrets that instances share are
    /// wrapped at rest; assertions never come this way.
    /// </summary>
    /// <param name="wrapped">The ciphertext.</param>
    /// <param name="plain">The secret; wipe it after use.</param>
    /// <returns>False when it was not encrypted for this key, or was changed, or when the key is no RSA key.</returns>
    public bool TryUnwrapSecret(ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out byte[]? plain)
    {
        try
        {
            plain = _private.Use(wrapped, static (key, w) => (key as RSA)?.Decrypt(w, RSAEncryptionPadding.OaepSHA256));
        }
        catch (CryptographicException)
        {
            plain = null;
        }

        return plain is not null;
    }

    /// <summary>Whether this key can take part in decryption at all: elliptic-curve keys only sign.</summary>
    public bool CanDecrypt => Algorithm.IsRsa;

    /// <summary>Unwraps a content key (xmlenc-core1 5.5.2); false when this is not the key for it, or the wrapping is damaged.</summary>
    internal bool TryUnwrap(WrappedKey wrapped, [NotNullWhen(true)] out byte[]? contentKey)
    {
        contentKey = CanDecrypt ? _private.Use(wrapped, static (key, w) => Unwrap((RSA)key, w)) : null;
        return contentKey is not null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _private.Dispose();
        _certificate.Dispose();
    }

    private static byte[]? Unwrap(RSA key, WrappedKey wrapped)
    {
        try
        {
            return wrapped.Transport.IsOfFramework
                ? key.Decrypt(wrapped.Octets, RSAEncryptionPadding.CreateOaep(wrapped.Transport.Digest))
                : Oaep.Decrypt(key, wrapped.Octets, wrapped.Transport);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static AsymmetricAlgorithm? PrivateKey(X509Certificate2 certificate) =>
        certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey();

    private ref struct DataToSign
    {
        internal required ReadOnlySpan<byte> Data;
        internal required HashAlgorithmName Hash;
    }
}
