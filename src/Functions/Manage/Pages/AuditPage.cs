using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>The audit trail of changes, newest first.</summary>
internal static class AuditPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="records">The records.</param>
    /// <param name="tenant">The tenant whose records they are; empty for all.</param>
    /// <param name="first">The first page's address; null on the first page.</param>
    /// <param name="next">The next page's address; null on the last page.</param>
    public static Markup Render(string product, ManageVisit visit, IReadOnlyList<AuditRecord> records, string tenant, string? first, string? next)
    {
        var table = new DataTable("Changes", ["When (UTC)", "Who", "What", "Tenant", "Before and after"], [.. records.Select(Row)], next is null ? "Nothing was changed yet." : "The changes looked at are other tenants'. Go on with 'Next page'.");
        return ManageLayout.Page(product, visit, "Audit trail", Markup.Of($"""
            <form method="get" action="{ManageLinks.Audit}" role="search" class="search">
            <label for="tenant">Tenant</label>
            <input id="tenant" name="tenant" type="search" value="{tenant}" autocomplete="off" spellcheck="false">
            <button class="second" type="submit">Show</button>
            </form>
            {table.Render()}
            {Pager.Render(first, next)}
            """), lead: Markup.Of($"What admins did, newest first. Secrets are never in it."));
    }

    /// <summary>What an action is called.</summary>
    /// <param name="action">The action.</param>
    public static string Name(AuditAction action) => action switch
    {
        AuditAction.SignedIn => "Signed in",
        AuditAction.ApiKeyMade => "Made an API key",
        AuditAction.ApiKeyRevoked => "Revoked an API key",
        AuditAction.SetupLinkMade => "Made a setup link",
        AuditAction.SetupLinkRevoked => "Revoked a setup link",
        AuditAction.TenantMade => "Made a tenant",
        AuditAction.TenantChanged => "Changed a tenant",
        AuditAction.TenantDeleted => "Deleted a tenant",
        AuditAction.SetupStepDone => "Did a step of the set-up",
        AuditAction.TestSignInStarted => "Began a test sign-in",
        AuditAction.TestSignInEnded => "Saw the result of a test sign-in",
        AuditAction.UserInvited => "Created a user",
        AuditAction.UserEdited => "Changed a user",
        AuditAction.UserDisabled => "Disabled a user",
        AuditAction.UserEnabled => "Enabled a user",
        AuditAction.UserErased => "Erased a user",
        AuditAction.UsersImported => "Imported users",
        AuditAction.MailSentAgain => "Sent an e-mail",
        AuditAction.ProvisioningRetried => "Tried provisioning again",
        AuditAction.ProvisioningDiscarded => "Discarded a user",
        AuditAction.EmergencyOpened => "Opened emergency access",
        AuditAction.EmergencyClosed => "Closed emergency access",
        AuditAction.EmergencyLinkMade => "Made an emergency link",
        AuditAction.EmergencyLinkRevoked => "Revoked an emergency link",
        AuditAction.EmergencyLinkUsed => "Came in by an emergency link",
        _ => "Something that this version does not know",
    };

    private static Markup[] Row(AuditRecord record) =>
    [
        Moments.Minute(record.At),
        Markup.Of($"{record.Actor}"),
        Markup.Of($"""{Name(record.Action)} <code class="small">{record.Target}</code>"""),
        Markup.Of($"{record.TenantId}"),
        record.Changes.Count == 0 ? Markup.Empty : Markup.Of($"""<ul class="changes">{record.Changes.Select(Change)}</ul>"""),
    ];

    private static Markup Change(AuditChange change) => (change.Before, change.After) switch
    {
        (null, { } after) => Markup.Of($"<li>{change.Field}: {after}</li>"),
        ({ } before, null) => Markup.Of($"<li>{change.Field}: <del>{before}</del></li>"),
        var (before, after) when before == after => Markup.Of($"<li>{change.Field}: {after}</li>"),
        var (before, after) => Markup.Of($"<li>{change.Field}: <del>{before}</del> <ins>{after}</ins></li>"),
    };
}
