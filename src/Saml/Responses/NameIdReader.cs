using Saml.Xml;

namespace Saml;

/// <summary>Reads a saml:NameID (saml-core-2.0-os 2.2.3).</summary>
internal static class NameIdReader
{
    /// <summary>Null when the element is no NameID, or holds elements.</summary>
    internal static NameId? Read(XmlElement name) =>
        name.Is(XmlNamespaces.Assertion, "NameID"u8) && !name.Children.TryPeek(out _)
            ? new NameId(name.Text(), name.Token("Format"u8), name.Attribute("NameQualifier"u8), name.Attribute("SPNameQualifier"u8))
            : null;
}
