using Functions.Health;
using Functions.Html;
using Functions.Manage.Parts;

namespace Functions.Manage.Overview;

/// <summary>What <c>/health</c> knows, in plain words.</summary>
internal static class HealthPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="state">The dependencies.</param>
    /// <param name="canSend">Whether there is a mail server.</param>
    /// <param name="broken">Tenants whose row does not parse, and what is wrong.</param>
    /// <param name="isComplete">False when there are more tenants than were looked at.</param>
    public static Markup Render(
        string product, ManageVisit visit, HealthState state, bool canSend, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> broken, bool isComplete)
    {
        Markup[][] rows =
        [
            [Markup.Of($"Table Storage"), Word(state.Storage), Markup.Of($"{(state.Storage ? "Answers. Tenants, users and sessions can be read and written." : "Does not answer within three seconds. Nobody can sign in. Look at the storage account, its network rules and the app's roles.")}")],
            [Markup.Of($"Signing keys"), Word(state.Keys), Markup.Of($"{(state.Keys ? "Can be read. Requests and metadata are signed." : "Cannot be read.")}{(state.KeysProblem is { } problem ? $" {problem.Trouble}: {problem.Message}" : "")}")],
            [Markup.Of($"E-mail"), canSend ? Word(true) : Markup.Of($"""<span class="badge off">Off</span>"""), Markup.Of($"{(canSend ? "A mail server is set up. Whether it takes mail shows on each tenant's page Provisioning." : "No mail server is set up (settings Email__…), or its password could not be read from the vault. Users can be created all the same.")}")],
        ];
        var table = new DataTable("Dependencies", ["What", "State", "Meaning"], rows, "");
        var tenants = new DataTable("Broken tenants", ["Tenant", "What is wrong"], [.. broken.Select(Row)], "Every tenant's row that was looked at parses.");
        return ManageLayout.Page(product, visit, "Health", Markup.Of($"""
            {table.Render()}
            <h2>Tenants whose row does not parse</h2>
            {tenants.Render()}
            {(isComplete ? null : Markup.Of($"<p>There are more tenants than this page looks at. The list of tenants shows the state of each.</p>"))}
            """), lead: Markup.Of($"{(state.IsReady ? "The app is ready: people can sign in." : "The app is not ready.")} As this instance saw it within the last five seconds."));
    }

    private static Markup Word(bool up) => up ? Markup.Of($"""<span class="badge good">Up</span>""") : Markup.Of($"""<span class="badge bad">Down</span>""");

    private static Markup[] Row(KeyValuePair<string, IReadOnlyList<string>> tenant) =>
        [Markup.Of($"""<a href="{ManageLinks.Tenant(tenant.Key)}">{tenant.Key}</a>"""), Markup.Of($"""<ul class="changes">{tenant.Value.Select(e => Markup.Of($"<li>{e}</li>"))}</ul>""")];
}
