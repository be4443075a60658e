using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>
/// Signs with the IdP's own key whatever SignedInfo a test writes. The SignedInfo stands in the document in canonical form, so its own
/// octets are what is signed.
/// </summary>
internal sealed record HandSigner
{
    private const string SignedInfoStart = "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">";

    /// <summary>Changes the SignedInfo before it is signed; it must stay canonical.</summary>
    public Func<string, string> SignedInfo { get; init; } = text => text;

    /// <summary>Changes the finished Signature.</summary>
    public Func<string, string> Signature { get; init; } = text => text;

    /// <summary>Makes the octets that the digest covers out of the element without its signature.</summary>
    public Func<XmlElement, byte[]> Digested { get; init; } = Canonical;

    public HashAlgorithmName DigestHash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Makes the signature value over the SignedInfo's octets.</summary>
    public Func<byte[], byte[]> Value { get; init; } = Rsa(TestKeys.Rsa, HashAlgorithmName.SHA256);

    public static Func<byte[], byte[]> Rsa(X509Certificate2 certificate, HashAlgorithmName hash) => octets =>
    {
        using RSA key = certificate.GetRSAPrivateKey()!;
        return key.SignData(octets, hash, RSASignaturePadding.Pkcs1);
    };

    /// <summary>The framework's exclusive canonical form of an element, white space and carriage returns as parsed.</summary>
    public static byte[] Canonical(XmlElement element)
    {
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(element.SelectNodes("(.//. | .//@* | .//namespace::*)")!);
        using var output = (MemoryStream)transform.GetOutput(typeof(Stream));
        return output.ToArray();
    }

    public string Sign(string xml, SignedParts parts)
    {
        xml = parts is SignedParts.Assertion or SignedParts.Both ? Sign(xml, d => d.Assertion) : xml;
        return parts is SignedParts.Response or SignedParts.Both ? Sign(xml, d => d.Response) : xml;
    }

    private string Sign(string xml, Func<SignedDocument, XmlElement> target)
    {
        var document = new SignedDocument(xml);
        XmlElement element = target(document);
        string digest = Convert.ToBase64String(Hash(Digested(element)));
        string signedInfo = SignedInfo(Template(element.GetAttribute("ID"), digest));
        string value = Convert.ToBase64String(Value(Encoding.UTF8.GetBytes(signedInfo)));
        string signature = Signature(
            $"<ds:Signature xmlns:ds=\"{SamlUris.Signature}\">{signedInfo}<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>");
        int issuer = xml.IndexOf("</Issuer>", xml.IndexOf("<" + element.Name, StringComparison.Ordinal), StringComparison.Ordinal) + "</Issuer>".Length;
        return xml.Insert(issuer, signature);
    }

    private byte[] Hash(byte[] octets) => CryptographicOperations.HashData(DigestHash, octets);

    private static string Template(string id, string digest) =>
        SignedInfoStart
        + "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
        + "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"></ds:SignatureMethod>"
        + $"<ds:Reference URI=\"#{id}\"><ds:Transforms>"
        + "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>"
        + "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>"
        + "</ds:Transforms><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
        + $"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
}
