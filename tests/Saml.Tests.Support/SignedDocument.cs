using System.Xml;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>A signed Response under an attacker's hands: its parts, and copies of them that say something else.</summary>
internal sealed class SignedDocument
{
    /// <summary>Whom the attacker wants to be.</summary>
    public const string Evil = "admin@contoso.example";

    public SignedDocument(string xml)
    {
        Document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        Document.LoadXml(xml);
    }

    public XmlDocument Document { get; private set; }

    public XmlElement Response => Document.DocumentElement!;

    public XmlElement Assertion => Find(Response, SamlUris.Assertion, "Assertion");

    public XmlElement AssertionSignature => Child(Assertion, SamlUris.Signature, "Signature");

    public XmlElement ResponseSignature => Child(Response, SamlUris.Signature, "Signature");

    public static XmlElement Child(XmlElement parent, string ns, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Single(e => e.NamespaceURI == ns && e.LocalName == name);

    public static XmlElement Find(XmlElement root, string ns, string name) => root.GetElementsByTagName(name, ns).OfType<XmlElement>().First();

    /// <summary>A copy of an element without its own signature, with the attacker's NameID and, unless null, another ID.</summary>
    public static XmlElement Forge(XmlElement original, string? id)
    {
        var forged = (XmlElement)original.CloneNode(deep: true);
        foreach (XmlElement signature in forged.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == "Signature").ToList())
        {
            forged.RemoveChild(signature);
        }

        Find(forged, SamlUris.Assertion, "NameID").InnerText = Evil;
        if (id is not null)
        {
            forged.SetAttribute("ID", id);
        }

        return forged;
    }

    public XmlElement New(string prefix, string name, string ns) => Document.CreateElement(prefix, name, ns);

    /// <summary>Puts a new document element in the place of the old one.</summary>
    public void ReplaceRoot(XmlElement root) => Document.ReplaceChild(root, Response);

    public override string ToString() => Document.OuterXml;
}
