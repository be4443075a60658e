using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>Sends the browser on. The address was checked by whoever made it.</summary>
internal sealed class RedirectTo : IResult
{
    private readonly int _status;

    private RedirectTo(int status, string url)
    {
        _status = status;
        Url = HeaderUrl.Encode(url);
    }

    /// <summary>The Location header. Not public: it may name a person (login_hint), see <see cref="JsonResult"/>.</summary>
    internal string Url { get; }

    /// <summary>302: to the IdP, where saml-bindings-2.0-os 3.4.5 names 302 and 303.</summary>
    /// <param name="url">Absolute or relative address.</param>
    public static RedirectTo Found(string url) => new(StatusCodes.Status302Found, url);

    /// <summary>303: after a POST, so that the browser goes on with GET and a reload does not post again.</summary>
    /// <param name="url">Absolute or relative address.</param>
    public static RedirectTo SeeOther(string url) => new(StatusCodes.Status303SeeOther, url);

    /// <summary>
    /// Writes the header and a short note with the same address (RFC 9110, 15.4.4). The note is more than a courtesy: a response with a body
    /// leaves before the function's queue output is sent, so a queue that is away keeps nobody waiting. The host sends no output for a browser
    /// that went away before its answer; in both cases the outbox sends again.
    /// </summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var note = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><title>Going on</title><p><a href=\"{HtmlEncoder.Default.Encode(Url)}\">Go on</a></p></html>");
        response.StatusCode = _status;
        response.Headers.Location = Url;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = note.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(note, httpContext.RequestAborted).AsTask();
    }
}
