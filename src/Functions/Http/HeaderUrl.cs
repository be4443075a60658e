using System.Text;

namespace Functions.Http;

/// <summary>Makes an address fit for a header, where only visible ASCII is legal.</summary>
internal static class HeaderUrl
{
    /// <summary>Percent-encodes what is not visible ASCII (RFC 3987 3.1); everything else stays as it is, so signed queries stay signed.</summary>
    /// <param name="url">An address that was checked before.</param>
    public static string Encode(string url)
    {
        if (!url.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return url;
        var encoded = new StringBuilder(url.Length + 16);
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.Value is >= '!' and <= '~')
                encoded.Append((char)rune.Value);
            else
                foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                    encoded.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}
