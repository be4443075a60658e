using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AzureAdapters;

/// <summary>
/// Reads back what <see cref="WrappedXmlEncryptor"/> wrapped. Rows of the table name this type, and Data Protection makes it by that name:
/// never rename or move it.
/// </summary>
internal sealed class WrappedXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly CookieCertificates _certificates = services.GetRequiredService<CookieCertificates>();

    /// <inheritdoc />
    /// <exception cref="CertificateGoneException">The version that wrapped the element is gone.</exception>
    /// <exception cref="CryptographicException">The element was changed, or it is none of ours.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var wrapped = WrappedElement.Read(encryptedElement);
        var key = _certificates.Unwrapping.FirstOrDefault(k => k.Thumbprint == wrapped.Thumbprint) ?? throw new CertificateGoneException(wrapped.Thumbprint);
        if (!key.TryUnwrapSecret(wrapped.Key, out var content))
        {
            throw new CryptographicException("A key of the request cookies was not wrapped for the certificate that it names, or it was changed in the table.");
        }

        var octets = new byte[wrapped.Ciphertext.Length];
        try
        {
            using var aes = new AesGcm(content, WrappedElement.TagSize);
            aes.Decrypt(wrapped.Nonce, wrapped.Ciphertext, wrapped.Tag, octets, Encoding.UTF8.GetBytes(wrapped.Thumbprint));
            return XElement.Parse(Encoding.UTF8.GetString(octets));
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("A key of the request cookies has parts of a wrong length; it was changed in the table.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
