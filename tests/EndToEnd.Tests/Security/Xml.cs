using System.Xml;
using LocalIdp;

namespace EndToEnd.Tests.Security;

/// <summary>Changes documents as an attacker does: after they were signed.</summary>
internal static class Xml
{
    /// <summary>Changes the document element; white space stays as it is.</summary>
    public static string Change(string xml, Action<XmlElement> change)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        change(document.DocumentElement!);
        return document.OuterXml;
    }

    /// <summary>The first element of that name below, in any depth.</summary>
    public static XmlElement Find(this XmlElement element, string name) =>
        element.GetElementsByTagName(name, "*").OfType<XmlElement>().First();

    /// <summary>A copy of an assertion that names somebody else, under another ID and without the signature.</summary>
    public static XmlElement Forge(XmlElement assertion, string who)
    {
        var forged = (XmlElement)assertion.CloneNode(deep: true);
        forged.SetAttribute("ID", "_forged");
        forged.RemoveChild(forged.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature"));
        forged.Find("NameID").InnerText = who;
        foreach (var value in forged.GetElementsByTagName("AttributeValue", SamlUris.Assertion).OfType<XmlElement>())
        {
            value.InnerText = who;
        }

        return forged;
    }
}
