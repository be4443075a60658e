using System.IO.Compression;
using System.Text;

namespace LocalIdp;

/// <summary>Turns the bindings' encodings into XML text.</summary>
internal static class MessageCodec
{
    private const int MostBytes = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>DEFLATE, then base64 (Bindings 3.4.4.1).</summary>
    public static string DecodeRedirect(string value) => Text(Inflate(Base64(value)));

    /// <summary>Base64 (Bindings 3.5.4).</summary>
    public static string DecodePost(string value) => Text(Base64(value));

    private static byte[] Base64(string value)
    {
        try
        {
            return Convert.FromBase64String(value);
        }
        catch (FormatException)
        {
            throw NotSaml("SAMLRequest is not base64.");
        }
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using var inflater = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var buffer = new byte[MostBytes + 1];
        int length;
        try
        {
            length = inflater.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw NotSaml("SAMLRequest is not deflated, as the Redirect binding wants.");
        }

        if (length > MostBytes) throw NotSaml($"The request is larger than {MostBytes} bytes.");
        return buffer[..length];
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new AadstsException(AadstsException.BadXml, "The SAML message is not UTF-8.");
        }
    }

    private static AadstsException NotSaml(string message)
        => new(AadstsException.NotSaml, $"The request is not a valid SAML 2.0 message. {message}");
}
