using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>
/// Sends a document. It is written before, so that sending cannot fail halfway. No result of ours has anything public: after the response has
/// left, the worker sends the result itself to the host as JSON, and a document of ASP.NET Core's own JSON result would go with it.
/// </summary>
internal sealed class JsonResult : IResult
{
    private readonly byte[] _body;
    private readonly string _contentType;
    private readonly int _status;

    private JsonResult(byte[] body, string contentType, int status) => (_body, _contentType, _status) = (body, contentType, status);

    /// <summary>A document as the answer.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="document">The document.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="status">The status.</param>
    public static JsonResult Of<T>(T document, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8", int status = StatusCodes.Status200OK) =>
        new(JsonSerializer.SerializeToUtf8Bytes(document, type), contentType, status);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = _contentType;
        response.ContentLength = _body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
    }
}
