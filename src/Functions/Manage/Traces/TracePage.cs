using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Finds a sign-in by its reference and tells its story.</summary>
internal static class TracePage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="search">What was searched.</param>
    /// <param name="found">What was found; null before a search.</param>
    public static Markup Render(string product, ManageVisit visit, TraceSearch search, AttemptSearch? found) => ManageLayout.Page(product, visit, "Trace a sign-in", Markup.Of($"""
        <form method="get" action="{ManageLinks.TraceStart}" role="search" class="filter">
        {new Field("id", "Reference") { Value = search.Id, Type = "search", Hint = "The 32 digits that the person's page shows" }.Render([])}
        {new Field("tenant", "Tenant") { Value = search.Tenant, Type = "search", Hint = "Its id. Empty: tenants are searched one by one" }.Render([])}
        <button type="submit">Trace</button>
        </form>
        {(found is null ? null : found.Lines.Count == 0 ? Nothing(search, found) : Markup.Of($"{found.Lines.Select((line, i) => Story(visit, line, i))}"))}
        """));

    private static Markup Nothing(TraceSearch search, AttemptSearch found) => found.Next is null
        ? Markup.Of($"""
            <p class="empty" role="status">No sign-in with this reference is kept. Unknown and disabled tenants leave none, and refusals that come too fast are only in the log.</p>
            """)
        : Markup.Of($"""
            <p class="empty" role="status">It is not with the {FindAttempt.MaxTenants} tenants that were searched. Name the tenant, or search on.</p>
            <nav class="pager" aria-label="Pages"><a class="button second" rel="next" href="{ManageLinks.With(ManageLinks.TraceStart, ("id", search.Id), ("after", found.Next))}">Search on</a></nav>
            """);

    private static Markup Story(ManageVisit visit, SignInRecord line, int number)
    {
        var checks = AttemptReview.Tell(line);
        var trace = line.ReadTrace();
        return Markup.Of($"""
            <h2>{SignInsPage.Name(line.Event)}</h2>
            {CheckList.Verdict(line, Markup.Of($"{(line.Event == SignInEvent.Accepted ? "Every check passed, and the person was signed in." : line.Detail ?? SignInsPage.Name(line.Event))}"), number)}
            <dl>
            <div><dt>Tenant</dt><dd><a href="{ManageLinks.SignIns(line.TenantId)}">{line.TenantId}</a></dd></div>
            <div><dt>When (UTC)</dt><dd>{Moments.Minute(line.At)}</dd></div>
            <div><dt>Reference</dt><dd><code>{line.CorrelationId}</code></dd></div>
            {Fact("Clause", line.Clause)}{Fact("Certificate that verified it (SHA-256)", line.CertificateThumbprint ?? VerifiedBy(trace))}{Fact("User key", line.UserKey)}
            {(trace is null ? null : TraceFacts.Render(trace))}
            </dl>
            {Notes(line)}
            {Checks(checks)}
            {(trace?.Message is null ? null : Replay(visit, line, number))}
            """);
    }

    private static string? VerifiedBy(SignInTrace? trace) => trace?.Message?.AssertionSignature?.VerifiedBy ?? trace?.Message?.ResponseSignature?.VerifiedBy;

    private static Markup? Fact(string name, string? value) => string.IsNullOrEmpty(value) ? null : Markup.Of($"<div><dt>{name}</dt><dd><code>{value}</code></dd></div>\n");

    private static Markup? Notes(SignInRecord line) => line.Notes.Count == 0 ? null : Markup.Of($"""
        <section class="remark"><ul>{line.Notes.Select(n => Markup.Of($"<li>{n}</li>"))}</ul></section>
        """);

    private static Markup? Checks(IReadOnlyList<CheckResult> checks) => checks.Count == 0 ? null : Markup.Of($"""
        <h3>Checks</h3>
        {CheckList.Render(checks)}
        """);

    private static Markup Replay(ManageVisit visit, SignInRecord line, int number) => Markup.Of($"""
        <p class="actions">{ManageForm.Button(
            visit, ManageLinks.TraceReplay, "Try other settings", [new("id", line.CorrelationId), new("tenant", line.TenantId), new("line", number.ToString(System.Globalization.CultureInfo.InvariantCulture))])}</p>
        """);
}
