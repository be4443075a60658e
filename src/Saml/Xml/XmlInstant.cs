using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Saml.Xml;

/// <summary>xs:dateTime as SAML uses it: UTC (saml-core-2.0-os 1.3.3). A time without a zone is read as UTC; an offset is honoured.</summary>
internal static class XmlInstant
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Midnight = "T24:00:00";

    /// <summary>Reads an instant; fractions beyond 100 ns are cut off.</summary>
    internal static bool TryRead([NotNullWhen(true)] string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length is < 19 or > 64)
        {
            return false;
        }

        int fraction = text.Length > 19 && text[19] == '.' ? FractionLength(text) : 0;
        long ticks = fraction == 0 ? 0 : Ticks(text.AsSpan(20, fraction - 1));
        string seconds = text[..19];
        // The end of a day is the start of the next (xmlschema-2, 3.2.7).
        bool isEndOfDay = seconds.EndsWith(Midnight, StringComparison.Ordinal);
        if (isEndOfDay)
        {
            seconds = string.Concat(seconds.AsSpan(0, 10), "T00:00:00");
        }

        if (fraction == 1
            || (isEndOfDay && ticks != 0)
            || !TryReadZone(text.AsSpan(19 + fraction), out TimeSpan zone)
            || !DateTime.TryParseExact(seconds, Seconds, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return false;
        }

        return TryAdd(local, (isEndOfDay ? TimeSpan.TicksPerDay : 0) + ticks - zone.Ticks, out instant);
    }

    internal static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Nothing, Z, or an offset of at most 14 hours with its colon (xmlschema-2, 3.2.7.3).</summary>
    private static bool TryReadZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        if (text.Length == 0 || text is "Z")
        {
            return true;
        }

        if (text.Length != 6
            || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text[1..], "hh':'mm", CultureInfo.InvariantCulture, out TimeSpan offset)
            || offset > TimeSpan.FromHours(14))
        {
            return false;
        }

        zone = text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryAdd(DateTime local, long ticks, out DateTimeOffset instant)
    {
        long utc = local.Ticks + ticks;
        bool exists = utc >= 0 && utc <= DateTime.MaxValue.Ticks;
        instant = exists ? new DateTimeOffset(utc, TimeSpan.Zero) : default;
        return exists;
    }

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
