using System.Text;

namespace Saml.Xml;

/// <summary>
/// What the octets of character data and attribute values mean: references resolved, line ends and white space normalised
/// (XML 1.0, 2.11, 3.3.3, 4.4). The parser has checked every reference, so nothing here can fail.
/// </summary>
internal static class XmlText
{
    /// <summary>Decodes character data of an element into <paramref name="destination"/>, which is at least as long as <paramref name="raw"/>.</summary>
    /// <returns>How many octets were written; never more than were read.</returns>
    internal static int DecodeText(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, references: true, attribute: false);

    /// <summary>The same for a CDATA section, where only line ends are normalised.</summary>
    internal static int DecodeCData(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, references: false, attribute: false);

    /// <summary>The same for an attribute value, where white space that is not written as a reference becomes a space.</summary>
    internal static int DecodeAttribute(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, references: true, attribute: true);

    /// <summary>Whether character data is white space alone, some of it perhaps written as references.</summary>
    internal static bool IsWhiteSpace(ReadOnlySpan<byte> raw, bool references)
    {
        int at;
        while ((at = raw.IndexOfAnyExcept(" \t\r\n"u8)) >= 0)
        {
            raw = raw[at..];
            if (!references || raw[0] != (byte)'&' || !XmlReferences.TryRead(raw, out Rune rune, out int length) || rune.Value is not (' ' or '\t' or '\r' or '\n'))
            {
                return false;
            }

            raw = raw[length..];
        }

        return true;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<byte> destination, bool references, bool attribute)
    {
        int written = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            byte octet = raw[i];
            if (octet == (byte)'&' && references)
            {
                XmlReferences.TryRead(raw[i..], out Rune rune, out int length);
                written += rune.EncodeToUtf8(destination[written..]);
                i += length - 1;
                continue;
            }

            if (octet == (byte)'\r')
            {
                i += i + 1 < raw.Length && raw[i + 1] == (byte)'\n' ? 1 : 0;
                octet = (byte)'\n';
            }

            destination[written++] = attribute && (octet is (byte)'\n' or (byte)'\t') ? (byte)' ' : octet;
        }

        return written;
    }
}
