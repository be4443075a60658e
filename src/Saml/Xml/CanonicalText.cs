using System.Buffers;
using System.Text;

namespace Saml.Xml;

/// <summary>The escapes of canonical XML (xml-c14n 2.3). Everything goes from the document's octets to the output in one pass.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> SpecialInText = SearchValues.Create("&<>\r"u8);
    private static readonly SearchValues<byte> SpecialInAttribute = SearchValues.Create("&<\"\t\n\r"u8);

    /// <summary>Character data as the document has it: references are resolved, then what must be escaped is escaped.</summary>
    internal static void AppendText(ReadOnlySpan<byte> raw, PooledBuffer output)
    {
        Span<byte> encoded = stackalloc byte[4];
        while (true)
        {
            int special = raw.IndexOfAny(SpecialInText);
            if (special < 0)
            {
                output.Append(raw);
                return;
            }

            output.Append(raw[..special]);
            raw = raw[special..];
            if (raw[0] == (byte)'&')
            {
                XmlReferences.TryRead(raw, out Rune rune, out int length);
                AppendEscaped(encoded[..rune.EncodeToUtf8(encoded)], output);
                raw = raw[length..];
            }
            else if (raw[0] == (byte)'\r')
            {
                raw = AppendLineEnd(raw, output);
            }
            else
            {
                AppendEscaped(raw[..1], output);
                raw = raw[1..];
            }
        }
    }

    /// <summary>A CDATA section becomes character data (xml-c14n 2.1).</summary>
    internal static void AppendCData(ReadOnlySpan<byte> raw, PooledBuffer output)
    {
        for (int special; (special = raw.IndexOfAny(SpecialInText)) >= 0;)
        {
            output.Append(raw[..special]);
            raw = raw[special..];
            if (raw[0] == (byte)'\r')
            {
                raw = AppendLineEnd(raw, output);
            }
            else
            {
                AppendEscaped(raw[..1], output);
                raw = raw[1..];
            }
        }

        output.Append(raw);
    }

    /// <summary>Comments and processing instructions: line ends are normalised (XML 1.0, 2.11), nothing is escaped.</summary>
    internal static void AppendLineEnds(ReadOnlySpan<byte> raw, PooledBuffer output)
    {
        for (int at; (at = raw.IndexOf((byte)'\r')) >= 0;)
        {
            output.Append(raw[..at]);
            raw = AppendLineEnd(raw[at..], output);
        }

        output.Append(raw);
    }

    /// <summary>The value of an attribute or the name of a namespace, references resolved.</summary>
    internal static void AppendAttributeValue(ReadOnlySpan<byte> value, PooledBuffer output)
    {
        for (int special; (special = value.IndexOfAny(SpecialInAttribute)) >= 0;)
        {
            output.Append(value[..special]);
            output.Append(value[special] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'"' => "&quot;"u8,
                (byte)'\t' => "&#x9;"u8,
                (byte)'\n' => "&#xA;"u8,
                _ => "&#xD;"u8,
            });
            value = value[(special + 1)..];
        }

        output.Append(value);
    }

    private static ReadOnlySpan<byte> AppendLineEnd(ReadOnlySpan<byte> raw, PooledBuffer output)
    {
        output.Append((byte)'\n');
        return raw[(raw.Length > 1 && raw[1] == (byte)'\n' ? 2 : 1)..];
    }

    private static void AppendEscaped(ReadOnlySpan<byte> character, PooledBuffer output) =>
        output.Append(character[0] switch
        {
            (byte)'&' => "&amp;"u8,
            (byte)'<' => "&lt;"u8,
            (byte)'>' => "&gt;"u8,
            (byte)'\r' => "&#xD;"u8,
            _ => character,
        });
}
