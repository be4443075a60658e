using Functions.Html;
using Functions.Manage.Emergency;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>All tenants, with search.</summary>
internal static class TenantsPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="page">The tenants.</param>
    /// <param name="search">What was searched for.</param>
    /// <param name="isFirst">Whether this is the first page.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    /// <param name="emergencies">Where emergency access is open; null where nobody looked.</param>
    public static Markup Render(
        string product, ManageVisit visit, TenantPage page, string search, bool isFirst, string? done = null, IReadOnlyList<EmergencyAccess>? emergencies = null)
    {
        var table = new DataTable("Tenants", ["Tenant", "Id", "E-mail domains", "State"], [.. page.Tenants.Select(Row)], Empty(search, page));
        var first = isFirst ? null : ManageLinks.With(ManageLinks.Home, ("q", search));
        var next = page.Next is null ? null : ManageLinks.With(ManageLinks.Home, ("q", search), ("after", page.Next));
        return ManageLayout.Page(product, visit, "Tenants", Markup.Of($"""
            {EmergencyAccessPage.RenderNotice(emergencies ?? [])}
            <form method="get" action="{ManageLinks.Home}" role="search" class="search">
            <label for="q">Id, name or e-mail domain</label>
            <input id="q" name="q" type="search" value="{search}" autocomplete="off" spellcheck="false">
            <button class="second" type="submit">Search</button>
            </form>
            {table.Render()}
            {Pager.Render(first, next)}
            <p class="actions"><a class="button" href="{ManageLinks.NewTenant}">New tenant</a></p>
            """), Flash.Render(done));
    }

    private static string Empty(string search, TenantPage page) => (search.Length > 0, page.Next) switch
    {
        (true, null) => "No tenant matches. Search for a part of the id, the name or an e-mail domain.",
        (true, _) => "Nothing found so far. The next page goes on searching.",
        _ => "There are no tenants yet.",
    };

    private static Markup[] Row(TenantOverview tenant) =>
    [
        TenantIds.IsValid(tenant.Id) ? Markup.Of($"""<a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>""") : Markup.Of($"{tenant.DisplayName}"),
        Markup.Of($"<code>{tenant.Id}</code>"),
        Markup.Of($"{tenant.EmailDomains.Replace(";", ", ", StringComparison.Ordinal)}"),
        Markup.Of($"{Badge.Of(tenant)}{Columns(tenant)}"),
    ];

    private static Markup? Columns(TenantOverview tenant) => tenant.State != TenantState.Broken
        ? null
        : Markup.Of($""" <span class="small">column {string.Join(", ", tenant.Errors.Select(e => e.Column).Distinct())}</span>""");
}
