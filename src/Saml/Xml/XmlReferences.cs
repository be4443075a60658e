using System.Text;

namespace Saml.Xml;

/// <summary>Character references and the five predefined entities (XML 1.0, 4.1 and 4.6). No other entity can exist without a DTD.</summary>
internal static class XmlReferences
{
    /// <summary>Reads the reference that starts at <paramref name="text"/>[0], an ampersand.</summary>
    /// <returns>False when it is not well-formed or names a character that XML forbids.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> text, out Rune rune, out int length)
    {
        rune = default;
        length = 0;
        // The longest that makes sense is "&#x10FFFF;", leading zeros aside; 32 leaves room for many of them.
        int end = text[..Math.Min(text.Length, 32)].IndexOf((byte)';');
        if (end < 2)
        {
            return false;
        }

        length = end + 1;
        ReadOnlySpan<byte> name = text[1..end];
        if (name[0] == (byte)'#')
        {
            return TryReadNumber(name[1..], out rune);
        }

        rune = new Rune(
            name.SequenceEqual("amp"u8) ? '&' :
            name.SequenceEqual("lt"u8) ? '<' :
            name.SequenceEqual("gt"u8) ? '>' :
            name.SequenceEqual("quot"u8) ? '"' :
            name.SequenceEqual("apos"u8) ? '\'' : '\0');
        return rune.Value != 0;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out Rune rune)
    {
        rune = default;
        bool hexadecimal = digits.Length > 0 && digits[0] == (byte)'x';
        digits = hexadecimal ? digits[1..] : digits;
        uint value = 0;
        foreach (byte digit in digits)
        {
            int n = hexadecimal ? HexadecimalValue(digit) : digit is >= (byte)'0' and <= (byte)'9' ? digit - '0' : -1;
            value = (value * (hexadecimal ? 16u : 10u)) + (uint)n;
            if (n < 0 || value > 0x10FFFF)
            {
                return false;
            }
        }

        if (digits.IsEmpty || !XmlCharacters.IsChar(value))
        {
            return false;
        }

        rune = new Rune(value);
        return true;
    }

    private static int HexadecimalValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
