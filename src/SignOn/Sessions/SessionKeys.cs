using Saml;

namespace SignOn;

/// <summary>Derives the keys by which sessions are found.</summary>
public static class SessionKeys
{
    /// <summary>Where sessions of a name are found. Absent parts of a name differ from empty ones.</summary>
    public static string ForNameId(string issuer, NameId nameId) => UserKeys.Hash(
        issuer, nameId.Value, nameId.Format ?? NameIdFormats.Unspecified, Part(nameId.NameQualifier), Part(nameId.SpNameQualifier));

    /// <summary>Where sessions of an IdP's session index are found; null is the lack of an index.</summary>
    public static string ForSessionIndex(string? sessionIndex) => UserKeys.Hash(Part(sessionIndex));

    private static string Part(string? value) => value is null ? "" : "=" + value;
}
