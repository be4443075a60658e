using Saml.Xml;

namespace Saml;

/// <summary>Reads a saml:NameID (saml-core-2.0-os 2.2.3).</summary>
internal static class NameIdReader
{
    /// <summary>Null when the element is no NameID, holds elements, or says more than <see cref="SamlLimits.MaxNameLength"/> allows.</summary>
    internal static NameId? Read(XmlElement name)
    {
        if (!name.Is(XmlNamespaces.Assertion, "NameID"u8) || name.HasElements)
        {
            return null;
        }

        var read = new NameId(name.Text(), name.Token("Format"u8), name.Attribute("NameQualifier"u8), name.Attribute("SPNameQualifier"u8));
        return HasLegalLength(read) ? read : null;
    }

    private static bool HasLegalLength(NameId name) =>
        name.Value.Length <= SamlLimits.MaxNameLength
        && !(name.Format?.Length > SamlLimits.MaxNameLength)
        && !(name.NameQualifier?.Length > SamlLimits.MaxNameLength)
        && !(name.SpNameQualifier?.Length > SamlLimits.MaxNameLength);
}
