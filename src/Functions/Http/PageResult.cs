using System.Text;
using Functions.Html;
using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>
/// Sends a page. It is rendered before, so that sending cannot fail halfway. Like every result of ours it has nothing public, see
/// <see cref="JsonResult"/>.
/// </summary>
internal sealed class PageResult(Markup page, int status = StatusCodes.Status200OK) : IResult
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(page.ToString());

    /// <summary>Makes the browser load an address after some seconds; null: no such header.</summary>
    internal (int Seconds, string? Url)? Refresh { get; init; }

    /// <summary>When a client may try again; null: no such header.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Methods for the Allow header of a 405; null: no such header.</summary>
    internal string? Allow { get; init; }

    /// <summary>In place of the policy that all pages have; null: no other.</summary>
    internal string? ContentSecurityPolicy { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _body.Length;
        if (ContentSecurityPolicy is not null)
            response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (Refresh is var (seconds, url))
            response.Headers["Refresh"] = url is null ? $"{seconds}" : $"{seconds}; url={HeaderUrl.Encode(url)}";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Http.RetryAfter.Seconds(wait);
        if (Allow is not null)
            response.Headers.Allow = Allow;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
