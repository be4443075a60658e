using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LocalIdp.Tests.Signing;

/// <summary>Verifies with the framework's SignedXml.</summary>
internal static class SignedXmlCheck
{
    /// <summary>Checks the signature that is a child of the first element of that name.</summary>
    public static bool Verify(string xml, string ns, string name, X509Certificate2 certificate)
    {
        EcdsaSignatures.Register();
        var (signedXml, _) = Load(xml, ns, name);
        return signedXml.CheckSignature((AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? certificate.GetECDsaPublicKey()!);
    }

    public static bool VerifyHmac(string xml, string ns, string name, KeyedHashAlgorithm key)
        => Load(xml, ns, name).Signed.CheckSignature(key);

    public static XmlElement Signature(string xml, string ns, string name) => Load(xml, ns, name).Signature;

    // The element gets a document of its own: SignedXml finds the signature to leave out by its number in the whole document.
    private static (SignedXml Signed, XmlElement Signature) Load(string xml, string ns, string name)
    {
        var whole = new XmlDocument { PreserveWhitespace = true };
        whole.LoadXml(xml);
        var own = new XmlDocument { PreserveWhitespace = true };
        own.LoadXml(((XmlElement)whole.GetElementsByTagName(name, ns)[0]!).OuterXml);
        var signature = own.DocumentElement!.ChildNodes.OfType<XmlElement>().Single(e => e.LocalName == "Signature");
        var signedXml = new SignedXml(own.DocumentElement);
        signedXml.LoadXml(signature);
        return (signedXml, signature);
    }
}
