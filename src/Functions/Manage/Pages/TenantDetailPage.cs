using Functions.Html;
using Functions.Manage.Parts;
using Functions.Manage.Provisioning;
using Functions.Manage.Users;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>One tenant: how it stands, and where to go on.</summary>
internal static class TenantDetailPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="waiting">How many users and mails wait; null where nobody looked.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, WaitingRows? waiting = null, string? done = null) => ManageLayout.Page(product, visit, tenant.DisplayName, Markup.Of($"""
        {Errors(tenant)}
        {Warnings(tenant)}
        <dl>
        <div><dt>Id</dt><dd><code>{tenant.Id}</code></dd></div>
        <div><dt>E-mail domains</dt><dd>{(tenant.EmailDomains.Length == 0 ? "none" : tenant.EmailDomains.Replace(";", ", ", StringComparison.Ordinal))}</dd></div>
        </dl>
        {(waiting is null ? null : ProvisioningPage.Numbers(waiting))}
        <p class="actions">
        <a class="button" href="{ManageLinks.Guide(tenant.Id)}">Set-up guide</a>
        <a class="button second" href="{ManageLinks.Settings(tenant.Id)}">Settings</a>
        <a class="button second" href="{ManageLinks.Test(tenant.Id)}">Test sign-in</a>
        <a class="button second" href="{ManageLinks.SignIns(tenant.Id)}">Sign-ins</a>
        <a class="button second" href="{UserLinks.All(tenant.Id)}">Users</a>
        <a class="button second" href="{UserLinks.Provisioning(tenant.Id)}">Provisioning</a>
        <a class="button second" href="{ManageLinks.TenantLinks(tenant.Id)}">Setup links</a>
        <a class="button second" href="{ManageLinks.With(ManageLinks.Audit, ("tenant", tenant.Id))}">Changes</a>
        </p>
        <h2>Shut the door</h2>
        <div class="actions">
        {(tenant.IsEnabled ? Switch(visit, tenant, "Disable", "false") : Switch(visit, tenant, "Enable", "true"))}
        <a class="button second" href="{ManageLinks.Delete(tenant.Id)}">Delete…</a>
        </div>
        """), Flash.Render(done), Badge.Of(tenant));

    private static Markup Switch(ManageVisit visit, TenantOverview tenant, string label, string enabled) =>
        ManageForm.Button(visit, ManageLinks.Enabled(tenant.Id), label, [new("etag", tenant.ETag ?? ""), new("enabled", enabled)], second: true);

    private static Markup? Errors(TenantOverview tenant) => tenant.Errors.Count == 0 ? null : Markup.Of($"""
        <section class="{(tenant.State == TenantState.Incomplete ? "remark" : "notice")}" aria-labelledby="broken">
        <h2 id="broken">{(tenant.State == TenantState.Incomplete ? "Nobody of this tenant can sign in until the identity provider's part is filled" : "Nobody of this tenant can sign in until this is mended")}</h2>
        <ul>{tenant.Errors.Select(e => Markup.Of($"<li><code>{e.Column}</code>: {e.Message}</li>"))}</ul>
        </section>
        """);

    private static Markup? Warnings(TenantOverview tenant) => tenant.Warnings.Count == 0 ? null : Markup.Of($"""
        <section class="remark" aria-labelledby="warnings">
        <h2 id="warnings">It works, but look at this</h2>
        <ul>{tenant.Warnings.Select(w => Markup.Of($"<li>{w}</li>"))}</ul>
        </section>
        """);
}
