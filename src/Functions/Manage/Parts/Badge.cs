using Functions.Html;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>A word that says how something stands; the colour only repeats it.</summary>
internal static class Badge
{
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
        grant.RevokedAt is not null ? Render("Revoked", "off") : grant.ExpiresAt <= now ? Render("Expired", "off") : Render("Active", "good");

    /// <summary>Any word.</summary>
    /// <param name="text">The word.</param>
    /// <param name="kind">good, warn, bad or off.</param>
    public static Markup Render(string text, string kind) => Markup.Of($"""<span class="badge {kind}">{text}</span>""");
}
