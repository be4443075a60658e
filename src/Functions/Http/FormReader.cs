using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Functions.Http;

/// <summary>
/// Reads a posted form. ASP.NET Core's pipe reader does the work, with a limit of our own; its IFormCollection is not used, because that
/// also takes multipart bodies and files.
/// </summary>
internal static class FormReader
{
    private const int MaxFields = 16;
    private const int MaxNameBytes = 256;

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request; its body was not read before.</param>
    /// <param name="maxBytes">How many octets the body may have.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <param name="maxFields">How many fields it may have.</param>
    /// <returns>The fields, or the problem; never both.</returns>
    public static async Task<(Dictionary<string, StringValues>? Fields, FormProblem Problem)> ReadAsync(
        HttpRequest request, int maxBytes, CancellationToken cancellation, int maxFields = MaxFields)
    {
        if (!IsUrlEncodedForm(request))
            return (null, FormProblem.ContentTypeUnsupported);
        if (request.ContentLength > maxBytes)
            return (null, FormProblem.BodyTooLarge);
        LimitBody(request, maxBytes);
        try
        {
            var reader = new FormPipeReader(request.BodyReader, Encoding.UTF8)
            {
                KeyLengthLimit = MaxNameBytes,
                ValueLengthLimit = maxBytes,
                ValueCountLimit = maxFields,
            };
            return (await reader.ReadFormAsync(cancellation), FormProblem.None);
        }
        catch (InvalidDataException e)
        {
            // The reader's word for each of its limits; and, around another exception, for percent-encoding that stands for a NUL.
            return (null, e.InnerException is null ? FormProblem.BodyTooLarge : FormProblem.FormMalformed);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? FormProblem.BodyTooLarge : FormProblem.FormMalformed);
        }
    }

    private static bool IsUrlEncodedForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && StringValues.IsNullOrEmpty(request.Headers.ContentEncoding);

    /// <summary>Bounds bodies without Content-Length: the server stops reading at the limit.</summary>
    private static void LimitBody(HttpRequest request, int maxBytes)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = maxBytes;
    }
}
