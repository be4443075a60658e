using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>A tenant's sign-ins.</summary>
internal static class SignInsPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">The lines.</param>
    /// <param name="days">The plot; null on later pages.</param>
    /// <param name="query">The filter as typed.</param>
    /// <param name="isFirst">Whether this is the first page.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, SignInList page, SignInDays? days, SignInQuery query, bool isFirst)
    {
        var here = ManageLinks.SignIns(tenant.Id);
        var table = new DataTable("Sign-ins", ["When (UTC)", "Outcome", "Reference", "Began at", "Trace"], [.. page.Records.Select(Row)], Empty(page));
        return ManageLayout.Page(product, visit, "Sign-ins", Markup.Of($"""
            {(query.Problem is null ? null : Markup.Of($"""<p class="problem" role="alert">{query.Problem}</p>"""))}
            {(days is null ? null : SignInChart.Render(days))}
            <form method="get" action="{here}" role="search" class="filter">
            {Fields(query)}
            <button class="second" type="submit">Show</button>
            </form>
            {table.Render()}
            {Pager.Render(isFirst ? null : Link(here, query, null), page.Next is null ? null : Link(here, query, page.Next))}
            <p class="actions"><a class="button second" href="{ManageLinks.Tenant(tenant.Id)}">Tenant</a></p>
            """), lead: Markup.Of($"{tenant.DisplayName}: newest first. Refusals that come faster than one a second are only in the log."));
    }

    /// <summary>What an event is called.</summary>
    /// <param name="what">The event.</param>
    public static string Name(SignInEvent what) => what switch
    {
        SignInEvent.Accepted => "Accepted",
        SignInEvent.Refused => "Refused",
        SignInEvent.ProvisioningFailed => "Account not made",
        SignInEvent.LoggedOut => "Logged out by the IdP",
        SignInEvent.LogoutRefused => "Logout refused",
        SignInEvent.EmergencySignIn => "Emergency sign-in",
        _ => "A person was erased",
    };

    /// <summary>The word for an outcome.</summary>
    /// <param name="what">The event.</param>
    public static Markup Outcome(SignInEvent what) => Badge.Render(Name(what), what switch
    {
        SignInEvent.Accepted => "good",
        SignInEvent.Refused or SignInEvent.ProvisioningFailed => "bad",
        SignInEvent.LogoutRefused or SignInEvent.EmergencySignIn => "warn",
        _ => "off",
    });

    private static IEnumerable<Markup> Fields(SignInQuery query)
    {
        KeyValuePair<string, string>[] outcomes = [new("", "All"), .. SignInQuery.Outcomes.Select(o => KeyValuePair.Create(o.Key, Name(o.Value)))];
        yield return new Field("outcome", "Outcome") { Choices = outcomes, Value = query.Outcome }.Render([]);
        yield return new Field("code", "Code") { Value = query.Code, Type = "search" }.Render([]);
        yield return new Field("day", "Day (UTC)") { Value = query.Day, Type = "date" }.Render([]);
    }

    private static string Empty(SignInList page) =>
        page.Next is null ? "There is no such sign-in." : "The newest lines have no such sign-in. Go on with 'Next page'.";

    private static string Link(string here, SignInQuery query, string? after) =>
        ManageLinks.With(here, ("outcome", query.Outcome), ("code", query.Code), ("day", query.Day), ("after", after));

    /// <summary>A refused response says itself what it answers, which nothing proves; one that could not be read says nothing.</summary>
    private static string BeganAt(SignInRecord record) => record.Event switch
    {
        SignInEvent.Accepted => record.IdpInitiated ? "the IdP" : "here",
        SignInEvent.Refused when record.IdpInitiated => "the IdP",
        SignInEvent.Refused when record.ReadTrace()?.Message is { } message => message.Request is null ? "the IdP" : "here",
        _ => "",
    };

    private static Markup[] Row(SignInRecord record) =>
    [
        Moments.Minute(record.At),
        Markup.Of($"""{Outcome(record.Event)}{(record.Code is null ? null : Markup.Of($""" <code class="small">{record.Code}</code>"""))}"""),
        Markup.Of($"""<code class="small">{record.CorrelationId}</code>"""),
        Markup.Of($"{BeganAt(record)}"),
        record.CorrelationId.Length == 0
            ? Markup.Empty
            : Markup.Of($"""<a href="{ManageLinks.Trace(record.CorrelationId, record.TenantId)}">Trace<span class="unseen"> {record.CorrelationId}</span></a>"""),
    ];
}
