using System.Globalization;
using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Sign-ins by day and outcome: stacked bars, and the same numbers as a table.</summary>
internal static class SignInChart
{
    private const int Width = 640;
    private const int Height = 190;
    private const int Left = 44;
    private const int Top = 10;
    private const int Bottom = 160;

    /// <summary>The markup.</summary>
    /// <param name="days">The days, oldest first.</param>
    public static Markup Render(SignInDays days)
    {
        var most = Scale(days.Days.Count == 0 ? 0 : days.Days.Max(Sum));
        var step = (Width - Left) / Math.Max(1, days.Days.Count);
        var bars = days.Days.Select((day, i) => Bar(day, Left + (i * step), Math.Max(1, step - 4), most));
        var ticks = new[] { 0, most / 2, most }.Distinct().Select(value => Tick(value, most));
        var dates = days.Days.Select((day, i) => (day, i)).Where(d => d.i % 7 == 0).Select(d => Date(d.day, Left + (d.i * step)));
        return Markup.Of($"""
            <figure class="chart">
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="chart-title chart-desc">
            <title id="chart-title">Sign-ins by day</title>
            <desc id="chart-desc">{Describe(days)}</desc>
            {ticks}
            {bars}
            {dates}
            </svg>
            <figcaption><span class="key accepted">Accepted</span> <span class="key refused">Refused</span> <span class="key failed">Account not made</span></figcaption>
            </figure>
            {Incomplete(days)}
            <details><summary>The numbers as a table</summary>
            {new DataTable("Sign-ins by day", ["Day (UTC)", "Accepted", "Refused", "Account not made"], [.. days.Days.Reverse().Where(d => Sum(d) > 0).Select(Row)], "Nobody signed in.").Render()}
            </details>
            """);
    }

    private static int Sum(SignInDay day) => day.Accepted + day.Refused + day.Failed;

    /// <summary>A round number that is not less than the highest bar.</summary>
    private static int Scale(int highest)
    {
        var step = 2;
        while (step < highest)
        {
            step = step.ToString(CultureInfo.InvariantCulture)[0] switch { '2' => step / 2 * 5, '5' => step * 2, _ => step * 2 };
        }

        return step;
    }

    private static string Describe(SignInDays days) =>
        $"{days.Days.Sum(d => d.Accepted)} accepted, {days.Days.Sum(d => d.Refused)} refused and {days.Days.Sum(d => d.Failed)} without an account in {days.Days.Count} days. The table below has the numbers.";

    private static Markup? Incomplete(SignInDays days) => days.IsComplete ? null : Markup.Of($"""
        <p class="small">There are too many sign-ins to count {CountSignIns.Days} days; the days shown are whole, except today when it stands alone.</p>
        """);

    private static Markup Bar(SignInDay day, int x, int width, int most)
    {
        var accepted = Pixels(day.Accepted, most);
        var refused = Pixels(day.Refused, most);
        var failed = Pixels(day.Failed, most);
        return Markup.Of($"""
            {Part("accepted", x, Bottom - accepted, width, accepted)}{Part("refused", x, Bottom - accepted - refused, width, refused)}{Part("failed", x, Bottom - accepted - refused - failed, width, failed)}
            """);
    }

    private static Markup? Part(string kind, int x, int y, int width, int height) =>
        height == 0 ? null : Markup.Of($"""<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="1"></rect>""");

    /// <summary>What is there is seen, however little it is.</summary>
    private static int Pixels(int count, int most) => count == 0 ? 0 : Math.Max(2, (int)((long)count * (Bottom - Top) / most));

    private static Markup Tick(int value, int most)
    {
        var y = Bottom - (int)((long)value * (Bottom - Top) / most);
        return Markup.Of($"""
            <line class="grid" x1="{Left}" y1="{y}" x2="{Width}" y2="{y}"></line><text class="tick" x="{Left - 8}" y="{y + 4}" text-anchor="end">{value}</text>

            """);
    }

    private static Markup Date(SignInDay day, int x) =>
        Markup.Of($"""<text class="tick" x="{x}" y="{Bottom + 20}">{day.Day.ToString("MM-dd", CultureInfo.InvariantCulture)}</text>""");

    private static Markup[] Row(SignInDay day) =>
        [Moments.Day(day.Day), Markup.Of($"{day.Accepted}"), Markup.Of($"{day.Refused}"), Markup.Of($"{day.Failed}")];
}
