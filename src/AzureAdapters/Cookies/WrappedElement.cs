using System.Security.Cryptography;
using System.Xml.Linq;

namespace AzureAdapters;

/// <summary>How a wrapped element looks in a row.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate that wraps it, in upper-case hex.</param>
/// <param name="Key">The content key under RSA-OAEP with SHA-256.</param>
/// <param name="Nonce">12 octets.</param>
/// <param name="Tag">16 octets.</param>
/// <param name="Ciphertext">The element under AES-256-GCM; the thumbprint is authenticated with it.</param>
internal sealed record WrappedElement(string Thumbprint, byte[] Key, byte[] Nonce, byte[] Tag, byte[] Ciphertext)
{
    public const int KeySize = 32;
    public const int TagSize = 16;
    private static readonly XName Name = "wrappedKey";

    public XElement ToXml() => new(
        Name,
        new XAttribute("certificate", Thumbprint),
        new XAttribute("algorithm", "RSA-OAEP-256 A256GCM"),
        new XElement("key", Convert.ToBase64String(Key)),
        new XElement("nonce", Convert.ToBase64String(Nonce)),
        new XElement("tag", Convert.ToBase64String(Tag)),
        new XElement("ciphertext", Convert.ToBase64String(Ciphertext)));

    /// <exception cref="CryptographicException">It is no such element.</exception>
    public static WrappedElement Read(XElement element)
    {
        try
        {
            return new WrappedElement((string)element.Attribute("certificate")!, Part("key"), Part("nonce"), Part("tag"), Part("ciphertext"));
        }
        catch (Exception e) when (e is FormatException or ArgumentNullException)
        {
            throw new CryptographicException("A key of the request cookies is unreadable; it was changed in the table.", e);
        }

        byte[] Part(string name) => Convert.FromBase64String(element.Element(name)?.Value!);
    }
}
