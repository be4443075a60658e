using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>API keys, and the setup links of a tenant: the list, the form for a new one, and the new one's secret, once.</summary>
internal static class GrantsPage
{
    /// <summary>What revoking a key does.</summary>
    public const string RevokeKeyEffect = "Programs that use it are refused at once, and the setup links that it made are revoked too. This cannot be undone.";

    /// <summary>What revoking a setup link does.</summary>
    public const string RevokeLinkEffect = "It opens nothing any more, and whoever came in through it is signed out at once. This cannot be undone.";

    /// <summary>All API keys.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="keys">The keys of this page.</param>
    /// <param name="now">The time.</param>
    /// <param name="typed">What was typed into the form.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    /// <param name="isFirst">Whether this is the first page of the list.</param>
    public static Markup RenderKeys(
        string product, ManageVisit visit, GrantPage keys, DateTimeOffset now, GrantForm typed, IReadOnlyList<FieldError> errors, string? done, bool isFirst = true)
    {
        var table = new DataTable(
            "API keys",
            ["Name", "Scope", "Rights", "State", "Expires", "Last used", ""],
            [.. keys.Grants.Select(k => Row(visit, k, now, ManageLinks.Keys, [Markup.Of($"{k.TenantId ?? "all tenants"}"), Markup.Of($"{(k.MayWrite ? "read and write" : "read")}")]))],
            isFirst ? "There are no API keys." : "There are no more API keys.");
        Field[] fields =
        [
            new("name", "Name") { Value = typed.Name, Hint = "What uses it, such as 'nightly export'." },
            new("scope", "Scope") { Value = typed.Scope, Choices = [new("one", "One tenant"), new("all", "All tenants")] },
            new("tenant", "Tenant") { Value = typed.Tenant, Hint = "The id of that one tenant. Empty for all tenants." },
            new("rights", "Rights") { Value = typed.Rights, Choices = [new("read", "Read"), new("write", "Read and write")] },
            new("days", "Days until it expires") { Value = typed.Days, Type = "number", Hint = $"1 to {AdminGrants.MaxKeyDays}." },
        ];
        return ManageLayout.Page(
            product, visit, "API keys", Content(visit, table, PagerOf(ManageLinks.Keys, keys, isFirst), "New API key", ManageLinks.Keys, fields, errors, "Make the key"), Flash.Render(done),
            Markup.Of($"For programs that use the API under /manage/api."));
    }

    /// <summary>The setup links of a tenant.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="links">Its links of this page.</param>
    /// <param name="now">The time.</param>
    /// <param name="typed">What was typed into the form.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    /// <param name="isFirst">Whether this is the first page of the list.</param>
    public static Markup RenderLinks(
        string product, ManageVisit visit, TenantOverview tenant, GrantPage links, DateTimeOffset now, GrantForm typed, IReadOnlyList<FieldError> errors, string? done, bool isFirst = true)
    {
        var action = ManageLinks.TenantLinks(tenant.Id);
        var table = new DataTable(
            "Setup links", ["For whom", "Made by", "State", "Expires", "Last used", ""], [.. links.Grants.Select(l => Row(visit, l, now, action, [Markup.Of($"""<span class="small">{l.CreatedBy}</span>""")]))],
            isFirst ? "There are no setup links for this tenant." : "There are no more setup links.");
        Field[] fields =
        [
            new("name", "For whom") { Value = typed.Name, Hint = "So that you recognise it, such as 'IT department'. The customer does not see it." },
            new("days", "Days until it expires") { Value = typed.Days, Type = "number", Hint = $"1 to {AdminGrants.MaxLinkDays}." },
        ];
        var replace = Checkbox.Render("rights", "It may replace the identity provider that is set up", typed.Rights == "yes", "For a customer who moves to another one. Without it, the link only fills in what is missing.");
        return ManageLayout.Page(
            product, visit, "Setup links", Content(visit, table, PagerOf(action, links, isFirst), "New setup link", action, fields, errors, "Make the link", replace), Flash.Render(done),
            Markup.Of($"""For <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>. A link opens this tenant's set-up guide and nothing else."""));
    }

    /// <summary>A new key or link, with what nothing can show again.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="title">The page's heading.</param>
    /// <param name="grant">The key or link.</param>
    /// <param name="secret">The key, or the link's address.</param>
    /// <param name="back">The list's address.</param>
    public static Markup RenderMade(string product, ManageVisit visit, string title, AdminGrant grant, string secret, string back) => ManageLayout.Page(product, visit, title, Markup.Of($"""
        <p>Copy it now. It is shown this once: we keep only a hash of it.</p>
        {Copyable.Secret("it", secret)}
        <p>'{grant.Name}' works until {Moments.Minute(grant.ExpiresAt)} UTC.</p>
        <p class="actions"><a class="button" href="{back}">Back to the list</a></p>
        """), copies: true);

    private static Markup Content(
        ManageVisit visit, DataTable table, Markup pager, string heading, string action, IReadOnlyList<Field> fields, IReadOnlyList<FieldError> errors, string button, Markup? more = null) => Markup.Of($"""
        {ErrorSummary.Render(errors, fields)}
        {table.Render()}
        {pager}
        <h2>{heading}</h2>
        {ManageForm.Render(visit, action, [.. fields.Select(f => f.Render(errors)), more ?? Markup.Empty, Once.Render()], button)}
        """);

    private static Markup PagerOf(string list, GrantPage page, bool isFirst) =>
        Pager.Render(isFirst ? null : list, page.Next is null ? null : ManageLinks.With(list, (Pager.Query, page.Next)));

    private static Markup[] Row(ManageVisit visit, AdminGrant grant, DateTimeOffset now, string action, IEnumerable<Markup> more) =>
    [
        // The audit trail names it by its id.
        Markup.Of($"""{grant.Name} <code class="small">{grant.Id}</code>"""),
        .. more,
        Badge.Of(grant, now),
        Moments.Minute(grant.ExpiresAt),
        Moments.Day(grant.LastUsedOn),
        grant.IsActive(now) ? Confirm.Render(visit, action + "/revoke", "Revoke", grant.Kind == AdminGrantKind.ApiKey ? RevokeKeyEffect : RevokeLinkEffect, [new("id", grant.Id)], grant.Name) : Markup.Empty,
    ];
}
