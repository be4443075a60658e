using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>A page in the common frame, with the headers that every page carries.</summary>
internal sealed class Page(string title, Html body) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Nonce of the page's one inline script, or null when it has none.</summary>
    public string? ScriptNonce { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        // Not no-referrer: browsers would then send "Origin: null" to the application, which the real Entra ID does not cause.
        response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        return response.WriteAsync(Markup().Text, httpContext.RequestAborted);
    }

    // The page that posts to the application has no form-action: browsers apply it to the application's own redirects too.
    private string Policy() => "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + (ScriptNonce is null ? "form-action 'self'" : $"script-src 'nonce-{ScriptNonce}'");

    private Html Markup() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="stylesheet" href="/idp.css">
        </head>
        <body>
        <main>
        {body}
        </main>
        <footer>A pretend Entra ID for development. It asks for no password and protects nothing.</footer>
        </body>
        </html>
        """);
}
