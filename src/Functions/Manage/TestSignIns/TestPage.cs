using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Starts a test sign-in.</summary>
internal static class TestPage
{
    /// <summary>The page with the button.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The admin.</param>
    /// <param name="tenant">The tenant.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant) => ManageLayout.Page(product, visit, "Test sign-in", Markup.Of($"""
        {Trouble(tenant)}
        <p>You sign in at the identity provider as yourself. Then you see every check with its result, the attributes that came, what is read from them, and which user it would be.</p>
        <p><strong>Nobody is signed in, and no user is made.</strong> What you see is shown once, to you alone, and is not stored. That you did a test is written to the audit trail.</p>
        {(tenant.Settings is not null ? ManageForm.Button(visit, ManageLinks.Test(tenant.Id), "Start the test") : null)}
        {Back(visit, tenant.Id)}
        """), lead: Markup.Of($"{tenant.DisplayName}"));

    /// <summary>The page that goes on to the IdP. A redirect would not do: Chromium applies the form's form-action to it.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The admin.</param>
    /// <param name="url">The IdP's address with the request.</param>
    public static Markup RenderOnward(string product, ManageVisit visit, string url) => ManageLayout.Page(product, visit, "Taking you to your identity provider", Markup.Of($"""
        <p role="status">Sign in there as you always do.</p>
        <p class="actions"><a class="button" href="{url}">Continue</a></p>
        """), narrow: true);

    /// <summary>Why it could not start.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The admin.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="refusal">Why.</param>
    public static Markup RenderRefused(string product, ManageVisit visit, string tenantId, SignInRefusal refusal) => ManageLayout.Page(product, visit, "The test cannot start", Markup.Of($"""
        <div class="notice" role="alert"><p><code>{refusal.Code}</code>: {refusal.Detail}</p></div>
        {Back(visit, tenantId)}
        """));

    /// <summary>When no test of this session waits: it was answered, took too long, or was started elsewhere.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The admin.</param>
    /// <param name="tenantId">The tenant.</param>
    public static Markup RenderGone(string product, ManageVisit visit, string tenantId) => ManageLayout.Page(product, visit, "No test is waiting for this answer", Markup.Of($"""
        <p>A result is shown once, in the browser and session that started the test, and within ten minutes.</p>
        <p class="actions"><a class="button" href="{ManageLinks.Test(tenantId)}">Test again</a></p>
        """));

    internal static Markup Back(ManageVisit visit, string tenantId) => visit.Admin is Admin.SetupLink
        ? Markup.Of($"""<p class="actions"><a class="button second" href="{ManageLinks.Guide(tenantId)}">Set-up guide</a></p>""")
        : Markup.Of($"""<p class="actions"><a class="button second" href="{ManageLinks.Guide(tenantId)}">Set-up guide</a><a class="button second" href="{ManageLinks.Tenant(tenantId)}">Tenant</a></p>""");

    private static Markup? Trouble(TenantOverview tenant) => tenant.State switch
    {
        TenantState.Works => null,
        TenantState.Disabled => Markup.Of($"""<div class="notice"><p>This tenant is disabled, so nobody can sign in, not even for a test.</p></div>"""),
        _ when tenant.Settings is not null => Markup.Of($"""<div class="notice"><p>The test will fail until this is mended: {tenant.Errors[0].Message}</p></div>"""),
        _ => Markup.Of($"""
            <section class="notice" aria-labelledby="broken">
            <h2 id="broken">This must be mended before a test can start</h2>
            <ul>{tenant.Errors.Select(e => Markup.Of($"<li><code>{e.Column}</code>: {e.Message}</li>"))}</ul>
            </section>
            """),
    };
}
