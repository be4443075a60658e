namespace LocalIdp;

/// <summary>Names that Entra derives from a directory's GUID.</summary>
public static class EntraNames
{
    /// <summary>Entity ID and Issuer, with the trailing slash.</summary>
    public static string Issuer(Guid directoryId) => $"https://sts.windows.net/{directoryId}/";

    /// <summary>Issuer of answers to logout requests.</summary>
    public static string LogoutIssuer(Guid directoryId) => $"https://login.microsoftonline.com/{directoryId}/";
}
