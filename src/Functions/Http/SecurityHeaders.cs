using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>Headers that every response of a function carries; a result may replace Cache-Control and, on pages with a script, the content policy. Addresses without a function get the host's empty 404.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Nothing but our own stylesheet and mark. Chromium applies form-action to the redirects that follow a form, too: no form of ours
    /// is answered by a redirect to another site, so 'self' is enough (docs/decisions/0012-pages.md).
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The same for pages with something to copy: our own script file, and no other.</summary>
    public const string WithCopyScript = ContentSecurityPolicy + "; script-src 'self'";

    /// <summary>Writes the headers; call it before anything is sent.</summary>
    /// <param name="response">The response.</param>
    /// <param name="https">Whether the public address is https, where HSTS has a meaning (RFC 6797 7.2).</param>
    public static void Apply(HttpResponse response, bool https)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        // Not no-referrer: browsers then send 'Origin: null' with our own forms, and the same-origin check would fail.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (https)
            headers.StrictTransportSecurity = "max-age=31536000";
    }
}
