using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Functions.Http;

/// <summary>Reads a posted form with a file in it (multipart/form-data, RFC 7578). Nothing touches the disk; the whole is bounded.</summary>
internal static class FileFormReader
{
    private const int MaxBoundaryLength = 70;
    private const int MaxPartHeaderBytes = 4 * 1024;

    /// <summary>Whether a request says that it is such a form.</summary>
    /// <param name="request">The request.</param>
    public static bool IsFileForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && StringValues.IsNullOrEmpty(request.Headers.ContentEncoding);

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request; its body was not read before.</param>
    /// <param name="maxBytes">How many octets the body may have.</param>
    /// <param name="maxFields">How many parts it may have.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The fields and the file (null for none, or an empty one); or the problem.</returns>
    public static async Task<(Dictionary<string, StringValues>? Fields, ReadOnlyMemory<byte>? File, FormProblem Problem)> ReadAsync(
        HttpRequest request, int maxBytes, int maxFields, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
            return (null, null, FormProblem.BodyTooLarge);
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundaryLength)
            return (null, null, FormProblem.FormMalformed);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = maxBytes;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = maxBytes, HeadersLengthLimit = MaxPartHeaderBytes };
            return await ReadPartsAsync(reader, maxBytes, maxFields, cancellation);
        }
        catch (InvalidDataException)
        {
            // The reader's word for each of its limits.
            return (null, null, FormProblem.BodyTooLarge);
        }
        catch (BadHttpRequestException e)
        {
            return (null, null, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? FormProblem.BodyTooLarge : FormProblem.FormMalformed);
        }
        catch (IOException)
        {
            // The body ends in the middle of a part.
            return (null, null, FormProblem.FormMalformed);
        }
    }

    private static async Task<(Dictionary<string, StringValues>? Fields, ReadOnlyMemory<byte>? File, FormProblem Problem)> ReadPartsAsync(
        MultipartReader reader, int maxBytes, int maxFields, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? file = null;
        var read = 0;
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellation) is { } part; parts++)
        {
            if (parts == maxFields)
                return (null, null, FormProblem.BodyTooLarge);
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
                return (null, null, FormProblem.FormMalformed);
            var isFile = disposition.IsFileDisposition();
            if (await ReadPartAsync(part.Body, maxBytes - read, cancellation) is not { } content)
                return (null, null, FormProblem.BodyTooLarge);
            read += content.Length;
            if (isFile && content.Length > 0)
            {
                if (file is not null)
                    return (null, null, FormProblem.FormMalformed);
                file = content;
            }
            else if (!isFile)
            {
                fields[name.ToString()] = StringValues.Concat(fields.GetValueOrDefault(name.ToString()), Encoding.UTF8.GetString(content));
            }
        }

        return (fields, file, FormProblem.None);
    }

    private static async Task<byte[]?> ReadPartAsync(Stream body, int most, CancellationToken cancellation)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (copy.Length + count > most)
                return null;
            copy.Write(buffer, 0, count);
        }

        return copy.ToArray();
    }
}
