using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Reads the service's error body: <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal sealed class ErrorDetails : RequestFailedDetailsParser
{
    /// <summary>The key in <see cref="Exception.Data"/> under which a failed action's position travels.</summary>
    public const string FailedEntity = "FailedEntity";

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        error = null;
        data = null;
        if (response.ContentStream is null)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var body = document.RootElement.GetProperty("odata.error");
            var message = body.GetProperty("message").GetProperty("value").GetString();
            data = new Dictionary<string, string>();
            if (FailedIndex(message) is { } index)
            {
                data[FailedEntity] = index.ToString(CultureInfo.InvariantCulture);
            }

            error = new ResponseError(body.GetProperty("code").GetString(), message);
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's page or an empty body: the status says what there is to say.
            return false;
        }
    }

    // In a transaction the service puts the action's position before the message: '1:The specified entity already exists.'
    private static int? FailedIndex(string message)
    {
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.Integer, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
