using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Sends output values as messages.</summary>
internal sealed class QueueOutputSender(QueueAddress address, QueueSettings settings, IOptions<JsonSerializerOptions> json) : IOutputSender
{
    private readonly QueueClient _queue = new(address);

    public async Task SendAsync(object value, CancellationToken cancellationToken)
    {
        foreach (var message in Messages(value))
        {
            await _queue.AddAsync(message, cancellationToken).ConfigureAwait(false);
        }

        QueueWatcher.Shared.Notify(address.Uri);
    }

    private IEnumerable<string> Messages(object value) => value switch
    {
        string text => [Encode(Encoding.UTF8.GetBytes(text))],
        byte[] bytes => [Encode(bytes)],
        _ => Messages(JsonSerializer.SerializeToElement(value, value.GetType(), json.Value)),
    };

    // An array is one message per item, as in the official host; null items are no messages.
    private IEnumerable<string> Messages(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null).Select(Text),
        JsonValueKind.Null => [],
        _ => [Text(element)],
    };

    private string Text(JsonElement item) =>
        Encode(Encoding.UTF8.GetBytes(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()));

    private string Encode(byte[] bytes) => settings.Base64 ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);
}
