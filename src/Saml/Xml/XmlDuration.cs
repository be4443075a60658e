using System.Globalization;

namespace Saml.Xml;

/// <summary>xs:duration (xmlschema-2, 3.2.6), for cacheDuration. A year counts 365 days and a month 30: it is only a hint.</summary>
internal static class XmlDuration
{
    private const string DateUnits = "YMD";
    private const string TimeUnits = "HMS";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration; longer ones than ten years count as ten years. Null when it is none, or negative.</summary>
    internal static TimeSpan? Read(string? text)
    {
        if (text is not ['P', .. var rest] || rest.Length is 0 or > 64)
        {
            return null;
        }

        double seconds = 0;
        bool time = false;
        int lastUnit = -1;
        while (rest.Length > 0)
        {
            if (rest[0] == 'T' && !time && rest.Length > 1)
            {
                (time, lastUnit, rest) = (true, -1, rest[1..]);
                continue;
            }

            int digits = CountDigits(rest);
            int unit = digits > 0 ? (time ? TimeUnits : DateUnits).IndexOf(rest[digits], StringComparison.Ordinal) : -1;
            // Only seconds may have a fraction.
            bool whole = !rest.AsSpan(0, digits).Contains('.');
            if (unit <= lastUnit || (!whole && !(time && unit == 2)) || !double.TryParse(rest.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count))
            {
                return null;
            }

            seconds += count * SecondsOf(time, unit);
            (lastUnit, rest) = (unit, rest[(digits + 1)..]);
        }

        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }

    private static int CountDigits(string text)
    {
        int count = 0;
        while (count < text.Length && (char.IsAsciiDigit(text[count]) || text[count] == '.'))
        {
            count++;
        }

        return count < text.Length ? count : 0;
    }

    private static double SecondsOf(bool time, int unit) => (time, unit) switch
    {
        (false, 0) => 365 * 86400,
        (false, 1) => 30 * 86400,
        (false, _) => 86400,
        (true, 0) => 3600,
        (true, 1) => 60,
        _ => 1,
    };
}
