using Saml;

namespace SignOn;

/// <summary>Derives the keys by which sessions are found.</summary>
public static class SessionKeys
{
    /// <summary>
    /// Where sessions of a name are found. IdPs leave out or add a name's format and qualifiers between assertion and logout request: the format
    /// and the service provider's qualifier have no say here, and the IdP's own qualifier is the same as none (saml-core-2.0-os 8.3.7).
    /// </summary>
    public static string ForNameId(string issuer, NameId nameId) =>
        UserKeys.Hash(issuer, nameId.Value, Part(nameId.NameQualifier == issuer ? null : nameId.NameQualifier));

    /// <summary>Where sessions of an IdP's session index are found; null is the lack of an index.</summary>
    public static string ForSessionIndex(string? sessionIndex) => UserKeys.Hash(Part(sessionIndex));

    private static string Part(string? value) => value is null ? "" : "=" + value;
}
