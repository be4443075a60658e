using Functions.Html;
using Functions.Manage.Parts;
using Functions.Manage.Users;
using SignOn;

namespace Functions.Manage.Emergency;

/// <summary>A tenant's emergency access, closed and open.</summary>
internal static class EmergencyAccessPage
{
    /// <summary>What revoking an emergency link does, whether or not it was used.</summary>
    public const string RevokeAnyEffect = "The link opens nothing any more, and a session that began with it ends at once, on every instance. This cannot be undone; you can make another.";

    private const string CloseEffect = "Every session that began through it ends at once, on every instance, and links that nobody used yet open nothing any more. This cannot be undone.";
    private const string RevokeEffect = "The link opens nothing any more. This cannot be undone; you can make another.";
    private const string EndEffect = "This person's session that began with the link ends at once, on every instance. This cannot be undone; you can make another link.";

    /// <summary>What it is, and the form that opens it.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="done">Says what was just done; null for nothing.</param>
    public static Markup RenderClosed(
        string product, ManageVisit visit, TenantOverview tenant, (string Hours, string Reason) typed, IReadOnlyList<FieldError> errors, Markup? done)
    {
        Field[] fields =
        [
            new("reason", "Reason") { Value = typed.Reason, Hint = "It stays in the audit trail: write what happened, such as the number of the incident, and no person's name." },
            new("hours", "Hours until it ends by itself") { Value = typed.Hours, Type = "number", Hint = $"1 to {EmergencyAccess.MaxHours}." },
        ];
        return ManageLayout.Page(product, visit, "Emergency access", Markup.Of($"""
            {ErrorSummary.Render(errors, fields)}
            <p>For the hours in which this customer's identity provider is down. While it is open, you can make links that let single people in without it:
            people who have signed in before and are not disabled. A link works once and for an hour; its session ends when emergency access does.</p>
            <p>Nobody but you vouches for the person then. Make sure whom you give a link to, for example by calling back.</p>
            {ManageForm.Render(visit, ManageLinks.Emergency(tenant.Id), fields.Select(f => f.Render(errors)), "Open emergency access")}
            """), done, Lead(tenant));
    }

    /// <summary>Until when it is open, the links, and the button that closes it.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="access">The opening.</param>
    /// <param name="links">Its links of this page, and their people.</param>
    /// <param name="now">The time.</param>
    /// <param name="done">Says what was just done; null for nothing.</param>
    /// <param name="pager">Leads to the other pages of links.</param>
    /// <param name="isFirst">Whether this is the first page of links.</param>
    public static Markup RenderOpen(
        string product, ManageVisit visit, TenantOverview tenant, EmergencyAccess access, IReadOnlyList<(AdminGrant Link, string Name)> links, DateTimeOffset now, Markup? done, Markup? pager = null, bool isFirst = true)
    {
        var table = new DataTable(
            "Emergency links", ["For whom", "State", "Made", "Used", ""], [.. links.Select(l => Row(visit, tenant, l.Link, l.Name, now))],
            isFirst ? "No link was made yet." : "There are no more links.");
        return ManageLayout.Page(product, visit, "Emergency access", Markup.Of($"""
            <section class="notice" aria-labelledby="open">
            <h2 id="open">Open until {Moments.Minute(access.EndsAt)} UTC</h2>
            <p>{access.Reason}</p>
            <p class="small">Opened {Moments.Minute(access.OpenedAt)} UTC by {access.OpenedBy}.</p>
            </section>
            <div class="actions">{Confirm.Render(visit, ManageLinks.Emergency(tenant.Id) + "/close", "Close it now", CloseEffect, [new("id", access.Id)])}</div>
            <h2>Let somebody in</h2>
            <form method="get" action="{UserLinks.All(tenant.Id)}" role="search" class="search">
            <label for="q">E-mail address or name</label>
            <input id="q" name="q" type="search" autocomplete="off" spellcheck="false">
            <button class="second" type="submit">Find the person</button>
            </form>
            <p class="small">The person's page has the button that makes the link.</p>
            <h2>Links</h2>
            {table.Render()}
            {pager}
            """), done, Lead(tenant));
    }

    /// <summary>A new link, with what nothing can show again.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="link">The link.</param>
    /// <param name="address">Its address.</param>
    /// <param name="back">The page's address.</param>
    public static Markup RenderMade(string product, ManageVisit visit, AdminGrant link, string address, string back) => ManageLayout.Page(product, visit, "The emergency link is made", Markup.Of($"""
        <p>Give it to the person now, in a way that reaches nobody else. It is shown this once: we keep only a hash of it.</p>
        {Copyable.Secret("the link", address)}
        <p>It works once, until {Moments.Minute(link.ExpiresAt)} UTC. Whoever opens it is signed in as this person.</p>
        <p class="actions"><a class="button" href="{back}">Back to emergency access</a></p>
        """), copies: true);

    /// <summary>Where emergency access is open now; nothing where it is open nowhere.</summary>
    /// <param name="open">The openings.</param>
    public static Markup? RenderNotice(IReadOnlyList<EmergencyAccess> open) => open.Count == 0 ? null : Markup.Of($"""
        <section class="notice" aria-labelledby="emergencies">
        <h2 id="emergencies">Emergency access is open</h2>
        <ul>{open.Select(a => Markup.Of($"""<li><a href="{ManageLinks.Emergency(a.TenantId)}">{a.TenantId}</a> until {Moments.Minute(a.EndsAt)} UTC: {a.Reason}</li>"""))}</ul>
        </section>
        """);

    /// <summary>The button on a person's page that makes a link; nothing while emergency access is closed, or when the person cannot be let in.</summary>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The person.</param>
    /// <param name="access">The opening; null while it is closed.</param>
    public static Markup? RenderUser(ManageVisit visit, TenantOverview tenant, DirectoryUser user, EmergencyAccess? access) => access is null || user.State != DirectoryState.Active ? null : Markup.Of($"""
        <h2>Emergency access</h2>
        <p>Open until {Moments.Minute(access.EndsAt)} UTC. A link lets this person in without the identity provider; it works once and for an hour.</p>
        <div class="actions">{ManageForm.Button(visit, ManageLinks.Emergency(tenant.Id) + "/links", "Make an emergency link", [new("user", user.Key), Once.Next()], second: true)}</div>
        """);

    private static Markup Lead(TenantOverview tenant) => Markup.Of($"""For <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>.""");

    private static Markup[] Row(ManageVisit visit, TenantOverview tenant, AdminGrant grant, string name, DateTimeOffset now)
    {
        var link = grant.Emergency!;
        var canEnd = grant.RevokedAt is null && (grant.IsActive(now) || link.UsedAt is not null);
        return
        [
            Markup.Of($"""<a href="{UserLinks.One(tenant.Id, link.UserKey)}">{(name.Length > 0 ? name : "A user without a name")}</a>"""),
            Badge.Of(grant, now),
            Moments.Minute(grant.CreatedAt),
            link.UsedAt is { } used ? Moments.Minute(used) : Markup.Of($"never"),
            canEnd
                ? Confirm.Render(
                    visit, ManageLinks.Emergency(tenant.Id) + "/links/revoke", link.UsedAt is null ? "Revoke" : "End the session", link.UsedAt is null ? RevokeEffect : EndEffect, [new("id", grant.Id)], $"for {name}")
                : Markup.Empty,
        ];
    }
}
