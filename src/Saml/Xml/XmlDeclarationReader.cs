namespace Saml.Xml;

/// <summary>The XML declaration (XML 1.0, 2.8, production 23).</summary>
internal static class XmlDeclarationReader
{
    /// <summary>Whether the declaration's content, from the white space behind "xml" to "?>", names version 1.0 and no encoding but UTF-8.</summary>
    internal static bool IsAcceptable(ReadOnlySpan<byte> content)
    {
        if (!TryTake(ref content, "version"u8, out ReadOnlySpan<byte> version) || !version.SequenceEqual("1.0"u8))
        {
            return false;
        }

        if (TryTake(ref content, "encoding"u8, out ReadOnlySpan<byte> encoding) && !System.Text.Ascii.EqualsIgnoreCase(encoding, "utf-8"u8))
        {
            return false;
        }

        if (TryTake(ref content, "standalone"u8, out ReadOnlySpan<byte> standalone) && !standalone.SequenceEqual("yes"u8) && !standalone.SequenceEqual("no"u8))
        {
            return false;
        }

        return SkipWhiteSpace(content).IsEmpty;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> content, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        ReadOnlySpan<byte> rest = SkipWhiteSpace(content);
        if (rest.Length == content.Length || !rest.StartsWith(name))
        {
            return false;
        }

        rest = SkipWhiteSpace(rest[name.Length..]);
        if (!rest.StartsWith("="u8))
        {
            return false;
        }

        rest = SkipWhiteSpace(rest[1..]);
        int end = rest.Length > 0 && rest[0] is (byte)'"' or (byte)'\'' ? rest[1..].IndexOf(rest[0]) : -1;
        if (end < 0)
        {
            return false;
        }

        value = rest.Slice(1, end);
        content = rest[(end + 2)..];
        return true;
    }

    private static ReadOnlySpan<byte> SkipWhiteSpace(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && XmlCharacters.IsWhiteSpace(text[0]))
        {
            text = text[1..];
        }

        return text;
    }
}
