using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>Sends the browser on. The address was checked by whoever made it.</summary>
internal sealed class RedirectTo : IResult, IStatusCodeHttpResult
{
    private readonly int _status;

    private RedirectTo(int status, string url)
    {
        _status = status;
        Url = HeaderUrl.Encode(url);
    }

    /// <summary>The Location header.</summary>
    public string Url { get; }

    /// <inheritdoc/>
    public int? StatusCode => _status;

    /// <summary>302: to the IdP, where saml-bindings-2.0-os 3.4.5 names 302 and 303.</summary>
    /// <param name="url">Absolute or relative address.</param>
    public static RedirectTo Found(string url) => new(StatusCodes.Status302Found, url);

    /// <summary>303: after a POST, so that the browser goes on with GET and a reload does not post again.</summary>
    /// <param name="url">Absolute or relative address.</param>
    public static RedirectTo SeeOther(string url) => new(StatusCodes.Status303SeeOther, url);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = _status;
        httpContext.Response.Headers.Location = Url;
        return Task.CompletedTask;
    }
}
