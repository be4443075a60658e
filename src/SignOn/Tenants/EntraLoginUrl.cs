using System.Diagnostics.CodeAnalysis;

namespace SignOn;

/// <summary>
/// Entra's login URLs name the directory, and the directory names the issuer. An admin who copies 'Login URL' and the
/// certificate only, as the second tutorial says, has so told the entity ID too.
/// </summary>
internal static class EntraLoginUrl
{
    public static bool TryGetEntityId(string ssoUrl, [NotNullWhen(true)] out string? entityId)
    {
        entityId = null;
        if (!Uri.TryCreate(ssoUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || !url.IsDefaultPort
            || url.Query.Length > 0 || url.Segments is not [_, var directory, "saml2"]
            || !Guid.TryParseExact(directory.TrimEnd('/'), "D", out var id))
        {
            return false;
        }

        var issuerHost = IssuerHost(url.Host);
        entityId = issuerHost is null ? null : $"https://{issuerHost}/{id:D}/";
        return entityId is not null;
    }

    /// <summary>How Entra signs logout messages besides its entity ID; nothing for other IdPs.</summary>
    public static IReadOnlyList<string> LogoutIssuers(string entityId)
    {
        if (!Uri.TryCreate(entityId, UriKind.Absolute, out var url) || url.Segments is not [_, var directory]
            || !Guid.TryParseExact(directory.TrimEnd('/'), "D", out var id))
        {
            return [];
        }

        return url.Host switch
        {
            "sts.windows.net" => [$"https://login.microsoftonline.com/{id:D}/", $"https://login.microsoftonline.us/{id:D}/"],
            "sts.chinacloudapi.cn" => [$"https://login.partner.microsoftonline.cn/{id:D}/", $"https://login.chinacloudapi.cn/{id:D}/"],
            _ => [],
        };
    }

    /// <summary>
    /// Whether the URL is of Entra's metadata and names no application. What it leads to shows the directory's own keys. An
    /// application signs with a key of its own, which stands only in the metadata with the application's <c>appid</c>.
    /// </summary>
    public static bool IsMetadataWithoutApplication(Uri url) =>
        (IssuerHost(url.Host) is not null || url.Host is "login.windows.net" or "sts.windows.net")
        && url.AbsolutePath.EndsWith("/federationmetadata.xml", StringComparison.OrdinalIgnoreCase)
        && !url.Query.Split('?', '&').Any(p => p.StartsWith("appid=", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(p.AsSpan("appid=".Length), out _));

    private static string? IssuerHost(string loginHost) => loginHost switch
    {
        // The clouds of China and of the US government have login hosts of their own; the latter's tokens still say sts.windows.net.
        "login.microsoftonline.com" or "login.microsoftonline.us" => "sts.windows.net",
        "login.partner.microsoftonline.cn" or "login.chinacloudapi.cn" => "sts.chinacloudapi.cn",
        _ => null,
    };
}
