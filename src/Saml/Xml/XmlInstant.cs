using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Saml.Xml;

/// <summary>xs:dateTime as SAML uses it: UTC (saml-core-2.0-os 1.3.3). A time without a zone is read as UTC; an offset is honoured.</summary>
internal static class XmlInstant
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Zone = "K";

    /// <summary>Reads an instant; fractions beyond 100 ns are cut off.</summary>
    internal static bool TryRead([NotNullWhen(true)] string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length is < 19 or > 64)
        {
            return false;
        }

        int fraction = text.Length > 19 && text[19] == '.' ? FractionLength(text) : 0;
        if (fraction == 1 || !DateTimeOffset.TryParseExact(
                string.Concat(text.AsSpan(0, 19), text.AsSpan(19 + fraction)),
                Seconds + Zone,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out DateTimeOffset whole))
        {
            return false;
        }

        instant = fraction == 0 ? whole : whole.AddTicks(Ticks(text.AsSpan(20, fraction - 1)));
        return true;
    }

    internal static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The length of the point and the digits behind it.</summary>
    private static int FractionLength(string text)
    {
        int end = 20;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - 19;
    }

    private static long Ticks(ReadOnlySpan<char> digits)
    {
        long ticks = 0;
        for (int i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }

        return ticks;
    }
}
