using System.Buffers;
using System.Text;

namespace Saml.Xml;

/// <summary>The character classes of XML 1.0 (fifth edition) and of Namespaces in XML 1.0.</summary>
internal static class XmlCharacters
{
    private static readonly SearchValues<byte> ForbiddenControls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly SearchValues<byte> PlainNameOctets =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."u8);

    /// <summary>
    /// Finds the first octet that no XML document in UTF-8 may hold (XML 1.0, 2.2 Char); -1 when there is none.
    /// One pass over the whole document, so that the parser need not look at characters again.
    /// </summary>
    internal static int IndexOfForbidden(ReadOnlySpan<byte> document)
    {
        if (!System.Text.Unicode.Utf8.IsValid(document))
        {
            return IndexOfInvalidUtf8(document);
        }

        int control = document.IndexOfAny(ForbiddenControls);
        return control >= 0 ? control : IndexOfNonCharacter(document);
    }

    internal static bool IsWhiteSpace(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Whether a character reference may name this code point (XML 1.0, 4.1, Legal Character).</summary>
    internal static bool IsChar(uint codePoint) =>
        codePoint is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    /// <summary>The length of the NCName (Namespaces in XML 1.0, 3) at the start of <paramref name="text"/>; 0 when none starts here.</summary>
    internal static int NCNameLength(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(PlainNameOctets);
        length = length < 0 ? text.Length : length;
        if (length < text.Length && text[length] >= 0x80)
        {
            length = LengthWithUnicode(text);
        }

        return length > 0 && (text[0] >= 0x80 || IsAsciiNameStart(text[0])) ? length : 0;
    }

    private static int LengthWithUnicode(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length)
        {
            if (text[length] < 0x80)
            {
                if (!PlainNameOctets.Contains(text[length]))
                {
                    break;
                }

                length++;
                continue;
            }

            Rune.DecodeFromUtf8(text[length..], out Rune rune, out int consumed);
            if (!(length == 0 ? IsNameStart((uint)rune.Value) : IsNameChar((uint)rune.Value)))
            {
                break;
            }

            length += consumed;
        }

        return length;
    }

    private static bool IsAsciiNameStart(byte octet) =>
        (octet | 0x20) is >= (byte)'a' and <= (byte)'z' || octet == (byte)'_';

    private static bool IsNameStart(uint c) =>
        c is (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF) or (>= 0x370 and <= 0x37D)
            or (>= 0x37F and <= 0x1FFF) or (>= 0x200C and <= 0x200D) or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF)
            or (>= 0x3001 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF);

    private static bool IsNameChar(uint c) =>
        IsNameStart(c) || c is 0xB7 or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040);

    private static int IndexOfInvalidUtf8(ReadOnlySpan<byte> document)
    {
        int at = 0;
        while (at < document.Length && Rune.DecodeFromUtf8(document[at..], out _, out int consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }

    /// <summary>U+FFFE and U+FFFF are valid UTF-8 (EF BF BE, EF BF BF) but not XML characters.</summary>
    private static int IndexOfNonCharacter(ReadOnlySpan<byte> document)
    {
        int from = 0;
        while (true)
        {
            int found = document[from..].IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF]);
            if (found < 0)
            {
                return -1;
            }

            int at = from + found;
            if (document[at + 2] is 0xBE or 0xBF)
            {
                return at;
            }

            from = at + 3;
        }
    }
}
