using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>The cookie that carries the session's token. It ends with the browser; how long the session lasts is decided by its row.</summary>
internal static class SessionCookie
{
    /// <summary>The prefix makes browsers refuse it unless Secure, host-only and on path / (RFC 6265bis 4.1.3.2).</summary>
    public const string Name = "__Host-session";

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        // Lax, not Strict: the page that follows the IdP's POST is a cross-site navigation and must find the session.
        SameSite = SameSiteMode.Lax,
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
