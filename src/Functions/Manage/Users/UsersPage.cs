using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>A tenant's users, with search.</summary>
internal static class UsersPage
{
    private static readonly KeyValuePair<string, string>[] States =
        [new("", "All"), new("invited", "Invited"), new("pending", "Setting up"), new("active", "Active"), new("disabled", "Disabled")];

    /// <summary>The state of a query; null for all and for words that are none.</summary>
    /// <param name="text">The word.</param>
    public static DirectoryState? StateOf(string? text) => text switch
    {
        "invited" => DirectoryState.Invited,
        "pending" => DirectoryState.Pending,
        "active" => DirectoryState.Active,
        "disabled" => DirectoryState.Disabled,
        _ => null,
    };

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">The users.</param>
    /// <param name="search">What was searched for.</param>
    /// <param name="state">The state's word; empty for all.</param>
    /// <param name="isFirst">Whether this is the first page.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    public static Markup Render(
        string product, ManageVisit visit, TenantOverview tenant, DirectoryPage page, string search, string state, bool isFirst, string? done)
    {
        var all = UserLinks.All(tenant.Id);
        var table = new DataTable(
            "Users", ["Name", "E-mail", "State", "Profile", "Since"], [.. page.Users.Select(u => Row(tenant.Id, u))], Empty(search.Length > 0 || state.Length > 0, page));
        var first = isFirst ? null : ManageLinks.With(all, ("q", search), ("state", state));
        var next = page.Next is null ? null : ManageLinks.With(all, ("q", search), ("state", state), ("after", page.Next));
        return ManageLayout.Page(product, visit, "Users", Markup.Of($"""
            <p class="actions">
            <a class="button" href="{UserLinks.New(tenant.Id)}">New User</a>
            <a class="button second" href="{UserLinks.Import(tenant.Id)}">Import from a file</a>
            <a class="button second" href="{UserLinks.Provisioning(tenant.Id)}">Provisioning</a>
            </p>
            <form method="get" action="{all}" role="search" class="search">
            <div class="part"><label for="q">Beginning of a name or an e-mail address</label>
            <input id="q" name="q" type="search" value="{search}" autocomplete="off" spellcheck="false"></div>
            <div class="part"><label for="state">State</label>
            <select id="state" name="state">{States.Select(s => Option(s, state))}</select></div>
            <button class="second" type="submit">Search</button>
            </form>
            {table.Render()}
            {Pager.Render(first, next)}
            """), Flash.Render(done), Markup.Of($"""Of <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>. {Jit(tenant)}"""));
    }

    private static string Jit(TenantOverview tenant) => tenant.State == TenantState.Works ? "" : "Nobody of this tenant can sign in at the moment.";

    private static Markup Option(KeyValuePair<string, string> choice, string chosen) => choice.Key == chosen
        ? Markup.Of($"""<option value="{choice.Key}" selected>{choice.Value}</option>""")
        : Markup.Of($"""<option value="{choice.Key}">{choice.Value}</option>""");

    private static string Empty(bool filtered, DirectoryPage page) => (filtered, page.Next) switch
    {
        (true, null) => "Nobody matches. Search for the beginning of a name, or for a whole e-mail address, which is found at once.",
        (_, not null) => "Nobody found so far. The next page goes on searching.",
        _ => "There are no users yet.",
    };

    private static Markup[] Row(string tenantId, DirectoryUser user) =>
    [
        Markup.Of($"""<a href="{UserLinks.One(tenantId, user.Key)}">{(user.Name.Length > 0 ? user.Name : user.Email.Length > 0 ? user.Email : "No name")}</a>"""),
        Markup.Of($"{user.Email}"),
        UserBadge.Of(user.State),
        Markup.Of($"{user.Settings.Profile}"),
        Moments.Minute(user.CreatedAt),
    ];
}
