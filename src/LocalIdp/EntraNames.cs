namespace LocalIdp;

/// <summary>Names that Entra derives from a directory's GUID.</summary>
public static class EntraNames
{
    /// <summary>Entity ID and Issuer, with the trailing slash.</summary>
    public static string Issuer(Guid directoryId) => $"https://sts.windows.net/{directoryId}/";
}
