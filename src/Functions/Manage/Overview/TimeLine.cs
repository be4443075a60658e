using System.Globalization;
using Functions.Html;

namespace Functions.Manage.Overview;

/// <summary>Validities as bars on a line of time: a picture beside the table that says the same in words, for those who see it.</summary>
internal static class TimeLine
{
    private const int Width = 640;
    private const int LabelWidth = 170;
    private const int RowHeight = 26;
    private const int Top = 26;
    private const int MonthsBack = 3;
    private const int MonthsAhead = 36;
    private const int MaxLabel = 22;

    /// <summary>The picture; nothing without bars.</summary>
    /// <param name="bars">Name, beginning, end and kind ("good", "warn", "bad") of each.</param>
    /// <param name="now">The time.</param>
    public static Markup Render(IReadOnlyList<(string Name, DateTimeOffset From, DateTimeOffset To, string Kind)> bars, DateTimeOffset now)
    {
        if (bars.Count == 0)
            return Markup.Empty;
        var (start, end) = (now.AddMonths(-MonthsBack), now.AddMonths(MonthsAhead));
        var height = Top + (bars.Count * RowHeight) + 4;
        int At(DateTimeOffset time) =>
            LabelWidth + (int)Math.Clamp((time - start) / (end - start) * (Width - LabelWidth), 0, Width - LabelWidth);
        return Markup.Of($"""
            <svg class="time-line" viewBox="0 0 {Width} {height}" role="img" aria-label="When certificates begin and end; the table below has the same dates.">
            {Years(start, end).Select(y => Markup.Of($"""<line class="tick" x1="{At(y)}" x2="{At(y)}" y1="{Top - 6}" y2="{height}"/><text x="{At(y) + 4}" y="14">{y.Year.ToString(CultureInfo.InvariantCulture)}</text>"""))}
            {bars.Select((bar, i) => Bar(bar, At, Top + (i * RowHeight)))}
            <line class="now" x1="{At(now)}" x2="{At(now)}" y1="4" y2="{height}"/><text x="{At(now) - 4}" y="14" text-anchor="end">now</text>
            </svg>
            """);
    }

    private static IEnumerable<DateTimeOffset> Years(DateTimeOffset start, DateTimeOffset end)
    {
        for (var year = start.Year + 1; year <= end.Year; year++)
            yield return new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private static Markup Bar((string Name, DateTimeOffset From, DateTimeOffset To, string Kind) bar, Func<DateTimeOffset, int> at, int y)
    {
        var (from, to) = (at(bar.From), at(bar.To));
        var name = bar.Name.Length > MaxLabel ? string.Concat(bar.Name.AsSpan(0, MaxLabel), "…") : bar.Name;
        return Markup.Of($"""<text x="0" y="{y + 15}">{name}</text><rect class="{bar.Kind}" x="{from}" y="{y + 4}" width="{Math.Max(to - from, 3)}" height="14" rx="3"/>""");
    }
}
