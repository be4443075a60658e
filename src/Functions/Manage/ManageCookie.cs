using Microsoft.AspNetCore.Http;

namespace Functions.Manage;

/// <summary>The cookie of an admin's session. Its row decides how long it lasts.</summary>
internal static class ManageCookie
{
    /// <summary>The prefix makes browsers refuse it unless Secure, host-only and on path / (RFC 6265bis 4.1.3.2).</summary>
    public const string Name = "__Host-manage";

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        // Strict: no other site can even make a browser load an admin's page, and so measure what a search finds.
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
    };

    /// <summary>The token; null when there is none.</summary>
    /// <param name="request">The request.</param>
    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    /// <summary>Sets the token.</summary>
    /// <param name="response">The response.</param>
    /// <param name="token">A fresh token.</param>
    public static void Write(HttpResponse response, string token) => response.Cookies.Append(Name, token, Options);

    /// <summary>Takes the token away.</summary>
    /// <param name="response">The response.</param>
    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options);
}
