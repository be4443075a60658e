using System.Globalization;
using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>Times, the same for all readers: UTC.</summary>
internal static class Moments
{
    /// <summary>Day and minute.</summary>
    /// <param name="at">The time.</param>
    public static Markup Minute(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return Markup.Of($"""<time datetime="{utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}">{utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}</time>""");
    }

    /// <summary>The day of a time.</summary>
    /// <param name="at">The time.</param>
    public static Markup Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>The day.</summary>
    /// <param name="day">The day; null for never.</param>
    public static Markup Day(DateOnly? day) => day is { } known
        ? Markup.Of($"<time>{known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}</time>")
        : Markup.Of($"never");
}
