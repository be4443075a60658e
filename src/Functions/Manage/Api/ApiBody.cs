using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Functions.Manage;

/// <summary>Reads a JSON body: bounded in size and depth, UTF-8, and no member twice, because two readers would read it differently.</summary>
internal static class ApiBody
{
    /// <summary>The largest body, in octets.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>What most bodies are.</summary>
    public static readonly string[] Json = ["application/json"];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads an object of a type.</summary>
    /// <param name="http">The request.</param>
    /// <param name="type">The type; what it does not know is refused.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The object, or the problem to answer with; never both.</returns>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var (body, problem) = await ReadAsync(http, Json, cancellation);
        if (problem is not null)
            return (null, problem);
        try
        {
            return (body.Deserialize(type), null);
        }
        catch (JsonException e)
        {
            return (null, ApiRefusals.Malformed(http, $"A member is missing, is not known, or has a value of another kind: {e.Path}."));
        }
    }

    /// <summary>Reads an object.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mediaTypes">What Content-Type may say.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The object, or the problem to answer with.</returns>
    public static async Task<(JsonElement Body, IResult? Problem)> ReadAsync(HttpContext http, string[] mediaTypes, CancellationToken cancellation)
    {
        var request = http.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !mediaTypes.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)
            || !StringValues.IsNullOrEmpty(request.Headers.ContentEncoding))
            return (default, ApiRefusals.WrongType(http, mediaTypes));
        if (request.ContentLength > MaxBytes)
            return (default, ApiRefusals.TooLarge(http));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = MaxBytes;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Options, cancellation);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, ApiRefusals.Malformed(http, "The body must be a JSON object."));
        }
        catch (JsonException e)
        {
            return (default, ApiRefusals.Malformed(http, $"The body is no JSON that is taken here: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. Members may stand once, and depth is bounded at {Options.MaxDepth}."));
        }
        catch (BadHttpRequestException e)
        {
            return (default, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiRefusals.TooLarge(http) : ApiRefusals.Malformed(http, "The body breaks off."));
        }
    }
}
