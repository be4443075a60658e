using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Functions.Http;

/// <summary>
/// Tells whether a person opens an address, or a page makes the browser load it (Fetch Metadata Request Headers, W3C, 2.1 and 2.2; no script can
/// set these headers).
/// </summary>
internal static class FetchMetadata
{
    /// <summary>
    /// False when the browser says that nobody opens this address in a window of the browser: a picture, a script, a frame, a call by script, or
    /// something fetched ahead of time. What the browser does not say counts for nothing: older browsers, and programs, send no such headers.
    /// </summary>
    /// <param name="request">The request.</param>
    public static bool MayBeNavigation(HttpRequest request) =>
        IsAbsentOr(request.Headers["Sec-Fetch-Mode"], "navigate")
        && IsAbsentOr(request.Headers["Sec-Fetch-Dest"], "document")
        && !IsAhead(request.Headers["Sec-Purpose"])
        && !IsAhead(request.Headers["Purpose"])
        && !IsAhead(request.Headers["X-Purpose"])
        && !IsAhead(request.Headers["X-Moz"]);

    private static bool IsAbsentOr(StringValues header, string expected) =>
        header.Count == 0 || (header.Count == 1 && header[0] == expected);

    // 'prefetch', also with parameters: 'prefetch;prerender'. Before Sec-Purpose there were Purpose, X-Purpose ('preview') and X-Moz.
    private static bool IsAhead(StringValues header) => header.Any(value => Begins(value, "prefetch") || Begins(value, "preview"));

    private static bool Begins(string? value, string word) => value.AsSpan().TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
