using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Functions.Manage;

/// <summary>
/// Versions over HTTP. Storage's ETags look weak (<c>W/"…"</c>), and If-Match compares strongly (RFC 9110 13.1.1): so each travels wrapped into
/// a strong one of our own.
/// </summary>
internal static class ApiETag
{
    /// <summary>Writes the header ETag.</summary>
    /// <param name="response">The response.</param>
    /// <param name="etag">Storage's version.</param>
    public static void Write(HttpResponse response, string? etag)
    {
        if (etag is not null)
            response.Headers.ETag = Wrap(etag);
    }

    /// <summary>Reads If-Match: storage's versions, or why not. What was never ours, or is weak, matches nothing and is left out.</summary>
    /// <param name="http">The request.</param>
    /// <returns>One version at least; the empty text, which nothing has, where none can match.</returns>
    public static (IReadOnlyList<string> ETags, IResult? Problem) ReadIfMatch(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
            return ([], ApiRefusals.NoVersion(http, "Send If-Match with the ETag of what you read."));
        if (!EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags) || tags.Any(t => t.Equals(EntityTagHeaderValue.Any)))
            return ([], ApiRefusals.NoVersion(http, "If-Match must name the ETag of what you read. '*' is not taken, because it would overwrite what you have not seen."));
        List<string> known = [.. tags.Where(t => !t.IsWeak).Select(Unwrap).OfType<string>().Distinct(StringComparer.Ordinal)];
        return (known.Count > 0 ? known : [""], null);
    }

    /// <summary>Whether the request says that nothing may be there yet (If-None-Match: *).</summary>
    /// <param name="request">The request.</param>
    public static bool MeansNew(HttpRequest request) => request.Headers.IfNoneMatch is [{ } header] && header.Trim() == "*";

    /// <summary>Whether a GET names the version that there is, so that its answer is 304 (RFC 9110 13.1.2: compared weakly).</summary>
    /// <param name="request">The request.</param>
    /// <param name="etag">Storage's version.</param>
    public static bool IsKnown(HttpRequest request, string? etag) =>
        etag is not null && HttpMethods.IsGet(request.Method)
        && EntityTagHeaderValue.TryParseStrictList([.. request.Headers.IfNoneMatch.OfType<string>()], out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(new EntityTagHeaderValue(Wrap(etag)), useStrongComparison: false));

    private static string Wrap(string etag) => $"\"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(etag))}\"";

    private static string? Unwrap(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        return Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : null;
    }
}
