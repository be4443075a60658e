using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignOn;

/// <summary>Traces as stored: JSON in one cell, a few KiB at most.</summary>
internal static class TraceCell
{
    /// <summary>The most characters of a stored trace. A cell holds 32 Ki of them.</summary>
    public const int MaxLength = 8 * 1024;

    // Without the escapes that keep JSON safe inside HTML: addresses are half of a trace, and no page shows the JSON.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a trace; what does not fit is left out, the attributes first.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The cell; null when even the settings do not fit.</returns>
    public static string? Write(SignInTrace trace)
    {
        var text = Text(trace);
        if (text.Length > MaxLength && trace.Message is { } message)
        {
            text = Text(trace with { Message = message with { Attributes = [] } });
            text = text.Length > MaxLength ? Text(trace with { Message = null }) : text;
        }

        return text.Length > MaxLength ? null : text;
    }

    /// <summary>Reads a trace; null for what is none, because a hand edit must not take the page away.</summary>
    /// <param name="text">The cell.</param>
    public static SignInTrace? Read(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, TraceJson.Default.SignInTrace);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(SignInTrace trace)
    {
        var text = new ArrayBufferWriter<byte>(MaxLength);
        using (var writer = new Utf8JsonWriter(text, Plain))
        {
            JsonSerializer.Serialize(writer, trace, TraceWriting.Default.SignInTrace);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
