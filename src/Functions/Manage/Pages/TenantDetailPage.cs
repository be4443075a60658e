using Functions.Html;
using Functions.Manage.Emergency;
using Functions.Manage.Parts;
using Functions.Manage.Provisioning;
using Functions.Manage.Users;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>One tenant at a glance: how it stands, what matters of its settings, and how to shut it.</summary>
internal static class TenantDetailPage
{
    private const string DisableEffect =
        "Everybody of this tenant is signed out within 30 seconds, and nobody can sign in until you enable it again. The sessions that end do not come back.";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="now">The time.</param>
    /// <param name="waiting">How many users and mails wait; null where nobody looked.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    /// <param name="emergency">The tenant's emergency access while it is open; null otherwise.</param>
    /// <param name="shared">Which of its e-mail domains others claim, too; null where nobody looked.</param>
    public static Markup Render(
        string product, ManageVisit visit, TenantOverview tenant, DateTimeOffset now, WaitingRows? waiting = null, string? done = null, EmergencyAccess? emergency = null, IReadOnlyList<SharedDomain>? shared = null) =>
        ManageLayout.Page(product, visit, tenant.DisplayName, Markup.Of($"""
            {EmergencyAccessPage.RenderNotice(emergency is null ? [] : [emergency])}
            {Errors(tenant)}
            {Warnings(tenant, shared ?? [])}
            <dl>
            {Fact("Id", Markup.Of($"<code>{tenant.Id}</code>"))}
            {Fact("E-mail domains", Markup.Of($"{(tenant.EmailDomains.Length == 0 ? "none" : tenant.EmailDomains.Replace(";", ", ", StringComparison.Ordinal))}"))}
            {Fact("People sign in at", Copyable.Render("the sign-on address", tenant.Addresses.SignOn))}
            {(tenant.Settings is { } settings ? Settings(settings, now) : null)}
            {(waiting is null ? null : Fact("Waiting", Waiting(tenant, waiting)))}
            {Fact("History", Markup.Of($"""<a href="{ManageLinks.With(ManageLinks.Audit, ("tenant", tenant.Id))}">Changes by admins</a>"""))}
            </dl>
            {Next(tenant)}
            <h2>When the identity provider is down</h2>
            <p>Emergency access lets single people in without it, for some hours. Every step is in the audit trail.</p>
            <p class="actions"><a class="button second" href="{ManageLinks.Emergency(tenant.Id)}">Emergency access…</a></p>
            <h2>Shut the door</h2>
            <p>Disabling shuts everybody out and keeps everything. Deleting takes everything of this tenant away.</p>
            <div class="actions">
            {(tenant.IsEnabled
                ? Confirm.Render(visit, ManageLinks.Enabled(tenant.Id), "Disable", DisableEffect, Switch(tenant, "false"))
                : ManageForm.Button(visit, ManageLinks.Enabled(tenant.Id), "Enable", Switch(tenant, "true"), second: true))}
            <a class="button second" href="{ManageLinks.Delete(tenant.Id)}">Delete…</a>
            </div>
            """), Flash.Render(done), Badge.Of(tenant), copies: true);

    private static Markup Fact(string name, Markup value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");

    private static Markup Waiting(TenantOverview tenant, WaitingRows rows) => rows.Pending + rows.Mails == 0
        ? Markup.Of($"{ProvisioningPage.Summary(rows)}")
        : Markup.Of($"""<a href="{UserLinks.Provisioning(tenant.Id)}">{ProvisioningPage.Summary(rows)}</a>""");

    private static Markup Settings(Tenant tenant, DateTimeOffset now) => Markup.Of($"""
        {Fact("Identity provider", Markup.Of($"<code>{tenant.IdentityProvider.EntityId}</code>"))}
        {Fact("Its certificates", Markup.Of($"{tenant.IdentityProvider.SigningKeys.Select(k => Markup.Of($"""<span class="line">until {Moments.Day(k.NotAfter)} {Badge.OfValidity(k.NotBefore, k.NotAfter, now)}</span>"""))}"))}
        {Fact("They are kept current", Markup.Of($"{(tenant.IdpMetadataUrl is null ? "by hand" : "by its metadata, daily")}"))}
        {Fact("New people", Markup.Of($"{(tenant.JustInTime ? "become users at their first sign-in" : "are refused until an admin creates them")}"))}
        {Fact("Sign-in may start", Markup.Of($"{(tenant.AllowIdpInitiated ? "here, or at the identity provider" : "here alone")}"))}
        """);

    /// <summary>What a tenant that does not work yet needs first.</summary>
    private static Markup? Next(TenantOverview tenant) => tenant.State switch
    {
        TenantState.Incomplete => Markup.Of($"""<p class="actions"><a class="button" href="{ManageLinks.Guide(tenant.Id)}">Follow the set-up guide</a><a class="button second" href="{ManageLinks.TenantLinks(tenant.Id)}">Send a setup link</a></p>"""),
        TenantState.Broken => Markup.Of($"""<p class="actions"><a class="button" href="{ManageLinks.Settings(tenant.Id)}">Mend the settings</a></p>"""),
        _ => null,
    };

    private static KeyValuePair<string, string>[] Switch(TenantOverview tenant, string enabled) => [new("etag", tenant.ETag ?? ""), new("enabled", enabled)];

    private static Markup? Errors(TenantOverview tenant) => tenant.Errors.Count == 0 ? null : Markup.Of($"""
        <section class="{(tenant.State == TenantState.Incomplete ? "remark" : "notice")}" aria-labelledby="broken">
        <h2 id="broken">{(tenant.State == TenantState.Incomplete ? "Nobody of this tenant can sign in until the identity provider's part is filled" : "Nobody of this tenant can sign in until this is mended")}</h2>
        <ul>{tenant.Errors.Select(e => Markup.Of($"<li><code>{e.Column}</code>: {e.Message}</li>"))}</ul>
        </section>
        """);

    private static Markup? Warnings(TenantOverview tenant, IReadOnlyList<SharedDomain> shared) => tenant.Warnings.Count + shared.Count == 0 ? null : Markup.Of($"""
        <section class="remark" aria-labelledby="warnings">
        <h2 id="warnings">It works, but look at this</h2>
        <ul>{tenant.Warnings.Concat(shared.Select(d => d.ToWarning())).Select(w => Markup.Of($"<li>{w.Message}</li>"))}</ul>
        </section>
        """);
}
