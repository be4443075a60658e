using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using LocalIdp;
using TestSupport;

namespace Saml.Tests.Support;

/// <summary>What we write, as others read it.</summary>
internal static class OwnMessage
{
    public static XmlElement Load(byte[] xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(Encoding.UTF8.GetString(xml));
        return document.DocumentElement!;
    }

    public static IEnumerable<string> Children(XmlElement element) => element.ChildNodes.OfType<XmlElement>().Select(e => e.LocalName);

    /// <summary>The signature must hold for the framework and for xmlsec1, and stand at its place.</summary>
    public static async Task IsSignedAsync(byte[] xml, X509Certificate2 certificate, int position)
    {
        XmlElement root = Load(xml);
        var signature = (XmlElement)root.ChildNodes[position]!;
        Assert.Equal((SamlUris.Signature, "Signature"), (signature.NamespaceURI, signature.LocalName));
        XmlSigner.Sign("<a ID=\"_a\"/>", "_a", XmlSignatureOptions.From(TestKeys.P256)); // Registers ECDSA with SignedXml.
        var signedXml = new SignedXml(root);
        signedXml.LoadXml(signature);
        Assert.True(signedXml.CheckSignature(certificate, verifySignatureOnly: true));
        Assert.Equal("#" + root.GetAttribute("ID"), ((Reference)Assert.Single(signedXml.SignedInfo!.References.Cast<Reference>())).Uri);
        (bool verified, string output) = await Xmlsec.VerifyAsync(
            Encoding.UTF8.GetString(xml), root.NamespaceURI, root.LocalName, certificate, TestContext.Current.CancellationToken);
        Assert.True(verified, output);
    }
}
