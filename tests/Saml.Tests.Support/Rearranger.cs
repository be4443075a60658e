using System.Text;
using System.Xml;
using LocalIdp;

namespace Saml.Tests.Support;

/// <summary>Signature wrapping by chance: moves, copies, forges, renames and wraps elements, always into well-formed XML.</summary>
internal static class Rearranger
{
    private static readonly (string Prefix, string Name, string Namespace)[] Wrappers =
    [
        ("samlp", "Extensions", SamlUris.Protocol), ("samlp", "StatusDetail", SamlUris.Protocol), ("samlp", "Response", SamlUris.Protocol),
        ("saml", "Advice", SamlUris.Assertion), ("saml", "Assertion", SamlUris.Assertion), ("ds", "Object", SamlUris.Signature), ("x", "y", "urn:x"),
    ];

    /// <summary>A rearranged document, the same one for the same random numbers.</summary>
    public static string Rearrange(string xml, Random random)
    {
        var document = new SignedDocument(xml);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            XmlElement[] all = [.. document.Document.SelectNodes("//*")!.OfType<XmlElement>()];
            Change(document, all[random.Next(all.Length)], all[random.Next(all.Length)], random);
        }

        return document.ToString();
    }

    /// <summary>The same on octets.</summary>
    public static byte[] Rearrange(byte[] document, Random random) => Encoding.UTF8.GetBytes(Rearrange(Encoding.UTF8.GetString(document), random));

    private static void Change(SignedDocument document, XmlElement element, XmlElement other, Random random)
    {
        bool inside = other == element || other.SelectNodes("ancestor::*")!.OfType<XmlElement>().Contains(element);
        switch (random.Next(8))
        {
            case 0 when !inside && element.ParentNode is XmlElement:
                Put(element, other, random);
                break;
            case 1:
                Put((XmlElement)element.CloneNode(deep: true), other, random);
                break;
            case 2 when element.ParentNode is XmlElement parent:
                parent.RemoveChild(element);
                break;
            case 3 when document.Document.SelectNodes("//*[local-name()='Assertion'][*[local-name()='Subject']//*[local-name()='NameID']]")!
                .OfType<XmlElement>().FirstOrDefault() is { } assertion:
                Put(SignedDocument.Forge(assertion, random.Next(2) == 0 ? "_evil" + random.Next(100) : null), other, random);
                break;
            case 4 when element.ParentNode is XmlElement holder:
                (string prefix, string name, string ns) = Wrappers[random.Next(Wrappers.Length)];
                XmlElement wrapper = document.New(prefix, name, ns);
                holder.ReplaceChild(wrapper, element);
                wrapper.AppendChild(element);
                break;
            case 5:
                element.SetAttribute("ID", random.Next(3) switch { 0 => "_assertion", 1 => "_response", _ => "_x" + random.Next(100) });
                break;
            case 6:
                element.PrependChild(document.Document.CreateComment(SignedDocument.Evil));
                break;
            default:
                if (other.LocalName == "NameID")
                {
                    other.InnerText = SignedDocument.Evil;
                }

                break;
        }
    }

    private static void Put(XmlElement element, XmlElement target, Random random)
    {
        if (random.Next(2) == 0 && target.ParentNode is XmlElement parent)
        {
            parent.InsertBefore(element, target);
        }
        else
        {
            target.AppendChild(element);
        }
    }
}
