using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Web;
using System.Xml.Linq;

namespace SignOn.Tests.Logout;

/// <summary>One of our messages, read as an IdP would, without any code of the product.</summary>
internal sealed record SentMessage(string Address, XElement Xml, string? RelayState)
{
    public static readonly XNamespace Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public static readonly XNamespace Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";

    public string? this[string attribute] => Xml.Attribute(attribute)?.Value;

    public IEnumerable<string> Status => Xml.Descendants(Protocol + "StatusCode").Select(e => e.Attribute("Value")!.Value);

    /// <summary>Takes a message out of a URL and checks the signature over its query.</summary>
    public static SentMessage FromRedirect(MessageDelivery delivery, X509Certificate2 certificate)
    {
        Assert.False(delivery.IsPost);
        var url = new Uri(delivery.Url);
        var values = HttpUtility.ParseQueryString(url.Query);
        var raw = url.Query[1..];
        using var key = certificate.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes(raw[..raw.IndexOf("&Signature=", StringComparison.Ordinal)]), Convert.FromBase64String(values["Signature"]!), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(values["SAMLRequest"] ?? values["SAMLResponse"]!)), CompressionMode.Decompress);
        return new SentMessage(url.GetLeftPart(UriPartial.Path), XDocument.Load(inflate).Root!, values["RelayState"]);
    }

    /// <summary>Takes a message out of a form and checks the signature in it.</summary>
    public static SentMessage FromForm(MessageDelivery delivery, X509Certificate2 certificate)
    {
        Assert.True(delivery.IsPost);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(delivery.FieldValue!));
        var document = new System.Xml.XmlDocument { PreserveWhitespace = true };
        document.LoadXml(text);
        var signed = new System.Security.Cryptography.Xml.SignedXml(document);
        signed.LoadXml((System.Xml.XmlElement)document.GetElementsByTagName("Signature", "http://www.w3.org/2000/09/xmldsig#")[0]!);
        using var key = certificate.GetRSAPublicKey()!;
        Assert.True(signed.CheckSignature(key));
        return new SentMessage(delivery.Url, XDocument.Parse(text).Root!, delivery.RelayState);
    }
}
