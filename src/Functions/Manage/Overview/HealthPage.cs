using Functions.Health;
using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Overview;

/// <summary>What <c>/health</c> knows, in plain words.</summary>
internal static class HealthPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="state">The dependencies.</param>
    /// <param name="canSend">Whether there is a mail server.</param>
    /// <param name="found">What to look at among the tenants.</param>
    public static Markup Render(string product, ManageVisit visit, HealthState state, bool canSend, TenantTroubles found)
    {
        Markup[][] rows =
        [
            [Markup.Of($"Table Storage"), Word(state.Storage), Markup.Of($"{(state.Storage ? "Answers. Tenants, users and sessions can be read and written." : "Does not answer within three seconds. Nobody can sign in. Look at the storage account, its network rules and the app's roles.")}")],
            [Markup.Of($"Signing keys"), Word(state.Keys), Markup.Of($"{(state.Keys ? "Can be read. Requests and metadata are signed." : "Cannot be read.")}{(state.KeysProblem is { } problem ? $" {problem.Trouble}: {problem.Message}" : "")}")],
            [Markup.Of($"E-mail"), canSend ? Word(true) : Markup.Of($"""<span class="badge off">Off</span>"""), Markup.Of($"{(canSend ? "A mail server is set up. Whether it takes mail shows on each tenant's page Provisioning." : "No mail server is set up (settings Email__…), or its password could not be read from the vault. Users can be created all the same.")}")],
        ];
        var table = new DataTable("Dependencies", ["What", "State", "Meaning"], rows, "");
        var tenants = new DataTable("Broken tenants", ["Tenant", "What is wrong"], [.. found.Broken.Select(Row)], "Every tenant that was looked at is in order.");
        return ManageLayout.Page(product, visit, "Health", Markup.Of($"""
            {table.Render()}
            <h2>Broken tenants</h2>
            {(found.Broken.Count == 0 ? null : Markup.Of($"<p>Nobody of these can sign in until it is mended.</p>"))}
            {tenants.Render()}
            {Shared(found.Shared)}
            {(found.IsComplete ? null : Markup.Of($"<p>There is more than this page takes. The list of tenants shows the state of each; each tenant's page says which of its domains others claim.</p>"))}
            """), lead: Markup.Of($"{(state.IsReady ? "The app is ready: people can sign in." : "The app is not ready.")} As this instance saw it within the last five seconds."));
    }

    private static Markup Word(bool up) => up ? Markup.Of($"""<span class="badge good">Up</span>""") : Markup.Of($"""<span class="badge bad">Down</span>""");

    private static Markup[] Row(TenantOverview tenant) =>
        [TenantLink(tenant.Id), Markup.Of($"""<ul class="changes">{tenant.Errors.Select(e => Markup.Of($"<li>{e.ToString()}</li>"))}</ul>""")];

    private static Markup? Shared(IReadOnlyList<SharedDomain> domains) => domains.Count == 0 ? null : Markup.Of($"""
        <h2>E-mail domains that several tenants claim</h2>
        <p>{SharedDomain.Effect}</p>
        {new DataTable("E-mail domains that several tenants claim", ["Domain", "Tenants"], [.. domains.Select(d => new[] { Markup.Of($"{d.Domain}"), Markup.Of($"""<ul class="changes">{d.TenantIds.Select(id => Markup.Of($"<li>{TenantLink(id)}</li>"))}</ul>""") })], "").Render()}
        """);

    private static Markup TenantLink(string id) =>
        TenantIds.IsValid(id) ? Markup.Of($"""<a href="{ManageLinks.Tenant(id)}">{id}</a>""") : Markup.Of($"<code>{id}</code>");
}
