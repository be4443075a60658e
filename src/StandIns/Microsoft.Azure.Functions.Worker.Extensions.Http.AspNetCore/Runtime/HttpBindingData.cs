using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// The values by name that the host makes of a request: the members of a JSON body, over them the query, over that the route. Parameters of
/// functions take them by their names, whatever their types and before anything else: so anybody can fill a parameter that has no value of its own.
/// </summary>
internal static class HttpBindingData
{
    // The host reads the bodies of all requests. Here a larger one is left to the function, which knows how much it takes.
    private const int MaxBodyBytes = 1024 * 1024;

    // The host's own key; it is for the host alone.
    private const string HostKey = "code";

    public static async Task<IReadOnlyDictionary<string, object?>> ReadAsync(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (request.ContentLength is > 0 and <= MaxBodyBytes && await BeginsAsObjectAsync(request).ConfigureAwait(false))
        {
            await AddMembersAsync(request, data).ConfigureAwait(false);
        }

        foreach (var (name, values) in request.Query)
        {
            if (!string.Equals(name, HostKey, StringComparison.OrdinalIgnoreCase)) data[name] = values[^1] ?? "";
        }

        foreach (var (name, value) in request.RouteValues) data[name] = value;
        return data;
    }

    // Looks without taking, so that forms stay unread for the function.
    private static async Task<bool> BeginsAsObjectAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (FirstOctet(read.Buffer) is { } first)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start);
                return first == '{';
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted) return false;
        }
    }

    private static byte? FirstOctet(ReadOnlySequence<byte> buffer)
    {
        foreach (var segment in buffer)
        {
            var at = segment.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0) return segment.Span[at];
        }

        return null;
    }

    private static async Task AddMembersAsync(HttpRequest request, Dictionary<string, object?> data)
    {
        var body = new MemoryStream();
        await request.BodyReader.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        body.Position = 0;
        request.Body = body;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array)) data[member.Name] = member.Value.ToString();
            }
        }
        catch (JsonException)
        {
            // Not JSON: nothing to take from it.
        }
    }
}
