using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Wraps the key ring at rest: AES-256-GCM under a new key for each element, and that key under the service provider's certificate with
/// RSA-OAEP and SHA-256. Why not the framework's own: docs/decisions/0030-data-protection.md.
/// </summary>
internal sealed class WrappedXmlEncryptor(CookieCertificates certificates) : IXmlEncryptor
{
    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">No certificate can sign now.</exception>
    /// <exception cref="SettingsException">The certificate has no RSA key.</exception>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        if (certificates.Trouble is { } trouble)
        {
            ExceptionDispatchInfo.Throw(trouble);
        }

        foreach (var key in certificates.Wrapping)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key.CertificateBase64));
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return new EncryptedXmlInfo(Wrap(plaintextElement, rsa, key.Thumbprint), typeof(WrappedXmlDecryptor));
            }
        }

        throw new SettingsException(
            "The service provider's certificate (settings Keys__CertificateName or Keys__PfxPath) has no RSA key, so the keys of the request cookies cannot be wrapped. "
            + "Make a version with an RSA key of at least 2048 bits; the elliptic-curve one can stay.");
    }

    private static XElement Wrap(XElement plaintext, RSA certificateKey, string thumbprint)
    {
        var content = RandomNumberGenerator.GetBytes(WrappedElement.KeySize);
        var octets = Encoding.UTF8.GetBytes(plaintext.ToString(SaveOptions.DisableFormatting));
        try
        {
            var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
            var tag = new byte[WrappedElement.TagSize];
            var ciphertext = new byte[octets.Length];
            using var aes = new AesGcm(content, WrappedElement.TagSize);
            aes.Encrypt(nonce, octets, ciphertext, tag, Encoding.UTF8.GetBytes(thumbprint));
            return new WrappedElement(thumbprint, certificateKey.Encrypt(content, RSAEncryptionPadding.OaepSHA256), nonce, tag, ciphertext).ToXml();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
