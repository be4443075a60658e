namespace LocalIdp;

/// <summary>IDs as Entra makes them.</summary>
public static class SamlId
{
    /// <summary>An underscore and a new GUID; never starts with a digit, so it is a legal xs:ID.</summary>
    public static string New() => "_" + Guid.NewGuid().ToString();
}
