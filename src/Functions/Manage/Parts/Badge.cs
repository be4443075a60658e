using System.Globalization;
using Functions.Html;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>A word that says how something stands; the colour only repeats it.</summary>
internal static class Badge
{
    private const int SoonDays = 30;

    /// <summary>How a tenant stands.</summary>
    /// <param name="tenant">The tenant.</param>
    public static Markup Of(TenantOverview tenant) => tenant.State switch
    {
        TenantState.Works when tenant.Warnings.Count > 0 => Render("Works, with warnings", "warn"),
        TenantState.Works => Render("Works", "good"),
        TenantState.Incomplete => Render("Not set up yet", "warn"),
        TenantState.Disabled => Render("Disabled", "off"),
        _ => Render("Broken", "bad"),
    };

    /// <summary>How a key or a link stands.</summary>
    /// <param name="grant">The key or link.</param>
    /// <param name="now">The time.</param>
    public static Markup Of(AdminGrant grant, DateTimeOffset now) =>
        grant.RevokedAt is not null ? Render("Revoked", "off") : grant.Emergency?.UsedAt is not null ? Render("Used", "warn") : grant.ExpiresAt <= now ? Render("Expired", "off") : Render("Active", "good");

    /// <summary>How a certificate or key stands.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="now">The time.</param>
    public static Markup OfValidity(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var days = (int)Math.Floor((to - now).TotalDays);
        var text = to <= now ? "Expired" : from > now ? "Not valid yet" : days <= SoonDays ? string.Create(CultureInfo.InvariantCulture, $"Ends in {days} days") : "Valid";
        return Render(text, KindOf(from, to, now));
    }

    /// <summary>The kind of that badge: good, warn or bad.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="now">The time.</param>
    public static string KindOf(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        to <= now || from > now ? "bad" : (to - now).TotalDays <= SoonDays ? "warn" : "good";

    /// <summary>Any word.</summary>
    /// <param name="text">The word.</param>
    /// <param name="kind">good, warn, bad or off.</param>
    public static Markup Render(string text, string kind) => Markup.Of($"""<span class="badge {kind}">{text}</span>""");
}
