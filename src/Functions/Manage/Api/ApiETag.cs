using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Functions.Manage;

/// <summary>
/// Versions in headers (RFC 9110 8.8.3, 13.1.1). Storage's own look weak, and If-Match compares strongly: so they travel wrapped.
/// </summary>
internal static class ApiETag
{
    /// <summary>Writes the header ETag.</summary>
    /// <param name="response">The response.</param>
    /// <param name="etag">Storage's version.</param>
    public static void Write(HttpResponse response, string? etag)
    {
        if (etag is not null)
            response.Headers.ETag = $"\"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(etag))}\"";
    }

    /// <summary>Reads If-Match: storage's version, or why not.</summary>
    /// <param name="http">The request.</param>
    public static (string? ETag, IResult? Problem) ReadIfMatch(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
            return (null, ApiRefusals.NoVersion(http, "Send If-Match with the ETag of what you read."));
        if (header.Count > 1 || !EntityTagHeaderValue.TryParse(header[0], out var tag) || tag.IsWeak || tag.Equals(EntityTagHeaderValue.Any))
            return (null, ApiRefusals.NoVersion(http, "If-Match must name one version: the ETag of what you read. '*' and lists are not taken, because they would overwrite what you have not seen."));
        var text = tag.Tag.AsSpan().Trim('"');
        // What was never ours matches nothing: then the answer is 412, as for an old version.
        return Base64Url.IsValid(text) ? (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)), null) : ("", null);
    }

    /// <summary>Whether the request says that nothing may be there yet (If-None-Match: *).</summary>
    /// <param name="request">The request.</param>
    public static bool MeansNew(HttpRequest request) => request.Headers.IfNoneMatch is [{ } header] && header.Trim() == "*";
}
