using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Saml.Xml;

namespace Saml;

/// <summary>A logout message as it came in, by either binding; nothing of it is trusted yet.</summary>
public sealed class LogoutMessage
{
    private LogoutMessage(bool isRequest, byte[] xml, string? relayState, bool isRedirect, RedirectSignature? signature)
    {
        IsRequest = isRequest;
        Xml = xml;
        RelayState = relayState;
        IsRedirect = isRedirect;
        Signature = signature;
    }

    /// <summary>Whether it came as SAMLRequest; otherwise it is a SAMLResponse.</summary>
    public bool IsRequest { get; }

    /// <summary>RelayState, decoded, or null.</summary>
    public string? RelayState { get; }

    internal byte[] Xml { get; }

    /// <summary>The signature of the Redirect binding; null when there is none or the message came by POST.</summary>
    internal RedirectSignature? Signature { get; }

    /// <summary>Whether it came by the Redirect binding, whose signature stands beside the message and not in it.</summary>
    internal bool IsRedirect { get; }

    /// <summary>The parameters that a Redirect signature covers, as they came in, with the signature.</summary>
    internal sealed record RedirectSignature(string Signed, string Algorithm, byte[] Value);

    /// <summary>Takes a message out of a URL's query (saml-bindings-2.0-os 3.4.4).</summary>
    /// <param name="rawQuery">The query exactly as received, without the question mark: the signature covers these very octets, not what re-encoding would make of them.</param>
    /// <param name="message">The message.</param>
    /// <param name="failure">What is wrong with it.</param>
    public static bool TryReadQuery(string rawQuery, [NotNullWhen(true)] out LogoutMessage? message, [NotNullWhen(false)] out SamlFailure? failure)
    {
        message = null;
        if (rawQuery.Length > SamlLimits.MaxEncodedMessageBytes)
        {
            failure = new SamlFailure(SamlError.MessageTooLarge, "engine limit", "The query is too long.");
            return false;
        }

        if (!RedirectQuery.TryRead(rawQuery, out RedirectQuery? query, out failure))
        {
            return false;
        }

        byte[] deflated = new byte[query.Message.Length];
        if (!Convert.TryFromBase64String(query.Message, deflated, out int length) || !TryInflate(deflated.AsSpan(0, length), out byte[]? xml))
        {
            failure = new SamlFailure(SamlError.NotBase64, "saml-bindings-2.0-os 3.4.4.1", "The message is not deflated base64, or is too long when inflated.");
            return false;
        }

        message = new LogoutMessage(query.IsRequest, xml, query.RelayState, isRedirect: true, query.Signature);
        return true;
    }

    /// <summary>Takes a message out of a form (saml-bindings-2.0-os 3.5.4).</summary>
    /// <param name="isRequest">Whether the field was SAMLRequest.</param>
    /// <param name="fieldValue">The field's value.</param>
    /// <param name="relayState">The field RelayState, or null.</param>
    /// <param name="message">The message.</param>
    /// <param name="failure">What is wrong with it.</param>
    public static bool TryReadForm(
        bool isRequest, ReadOnlySpan<byte> fieldValue, string? relayState, [NotNullWhen(true)] out LogoutMessage? message, [NotNullWhen(false)] out SamlFailure? failure)
    {
        message = null;
        if (fieldValue.Length > SamlLimits.MaxEncodedMessageBytes)
        {
            failure = new SamlFailure(SamlError.MessageTooLarge, "engine limit", $"The message has {fieldValue.Length} octets; at most {SamlLimits.MaxEncodedMessageBytes} are read.");
            return false;
        }

        byte[] xml = new byte[fieldValue.Length];
        if (Base64.DecodeFromUtf8(fieldValue, xml, out _, out int length) != OperationStatus.Done || length == 0)
        {
            failure = new SamlFailure(SamlError.NotBase64, "saml-bindings-2.0-os 3.5.4", "The message is not base64.");
            return false;
        }

        message = new LogoutMessage(isRequest, xml[..length], relayState, isRedirect: false, signature: null);
        failure = null;
        return true;
    }

    /// <summary>Inflates, but never beyond the limit: a few octets can stand for gigabytes.</summary>
    private static bool TryInflate(ReadOnlySpan<byte> deflated, [NotNullWhen(true)] out byte[]? xml)
    {
        xml = null;
        const int Most = SamlLimits.MaxMessageBytes + 1;
        // It grows with what is in the message, which is small: room for the largest would be a large object for each.
        using var room = new PooledBuffer(4096);
        try
        {
            using var input = new MemoryStream(deflated.ToArray());
            using var inflate = new DeflateStream(input, CompressionMode.Decompress);
            for (int read = -1; read != 0 && room.Length < Most; room.Advance(read))
            {
                Span<byte> free = room.Reserve(1);
                read = inflate.Read(free[..Math.Min(free.Length, Most - room.Length)]);
            }

            xml = room.Length is > 0 and <= SamlLimits.MaxMessageBytes ? room.Written.ToArray() : null;
        }
        catch (InvalidDataException)
        {
            // Not deflated: xml stays null.
        }

        return xml is not null;
    }
}
