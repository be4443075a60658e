using Functions.Html;
using Functions.Manage.Parts;
using Functions.Manage.Users;
using SignOn;

namespace Functions.Manage.Provisioning;

/// <summary>Users of a tenant who wait to be provisioned, and mails that failed.</summary>
internal static class ProvisioningPage
{
    private const string DiscardEffect = "The user is taken away, and the next sign-in of this person starts anew. This cannot be undone.";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="rows">What waits.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, WaitingRows rows, string? done)
    {
        var users = new DataTable(
            "Users who wait", ["User", "State", "Since (UTC)", "Last tried (UTC)", "Reference", ""], [.. rows.Users.Select(u => Row(visit, tenant.Id, u))],
            "Nobody waits. New users are set up within seconds.");
        var mails = new DataTable("E-mails that failed", ["For", "Wanted (UTC)", "What happened"], [.. rows.Failed.Select(m => Mail(tenant.Id, m))], "No e-mail failed.");
        return ManageLayout.Page(product, visit, "Provisioning", Markup.Of($"""
            <p>{Summary(rows)}</p>
            <h2>Users</h2>
            <p>A user who signs in for the first time is set up by a message on a queue. What fails five times is given up, and tried again by itself after a while. Retry does it now.</p>
            {users.Render()}
            {(rows.Pending > rows.Users.Count ? Markup.Of($"<p>And {rows.Pending - rows.Users.Count} more.</p>") : null)}
            <h2>E-mails</h2>
            {mails.Render()}
            {(rows.FailedMails > rows.Failed.Count ? Markup.Of($"<p>And {rows.FailedMails - rows.Failed.Count} more.</p>") : null)}
            """), Flash.Render(done), Markup.Of($"""Of <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>."""));
    }

    /// <summary>How much waits, in one line; also for the tenant's page.</summary>
    /// <param name="rows">What waits.</param>
    public static string Summary(WaitingRows rows)
    {
        if (rows.Pending + rows.Mails == 0)
            return "Nothing: every user is set up, every e-mail is sent.";
        var least = rows.IsComplete ? "" : "at least ";
        return $"{least}{Count.Of(rows.Pending, "user")} to set up ({rows.Poisoned} given up), {least}{Count.Of(rows.Mails, "e-mail")} to send ({rows.FailedMails} failed)";
    }

    private static Markup[] Row(ManageVisit visit, string tenantId, PendingUser user)
    {
        var name = user.Name.Length > 0 ? user.Name : "No name";
        var action = UserLinks.Provisioning(tenantId);
        return
        [
            Markup.Of($"""<a href="{UserLinks.One(tenantId, user.Key)}">{name}</a>"""),
            user.IsPoisoned ? Markup.Of($"""<span class="badge bad">Given up</span>""") : Markup.Of($"""<span class="badge warn">Waits</span>"""),
            Moments.Minute(user.Since),
            Moments.Minute(user.SentAt),
            Markup.Of($"""<code class="small">{user.CorrelationId}</code>"""),
            Markup.Of($"""
                <div class="pair">{ManageForm.Button(visit, action + "/retry", "Retry", [new("user", user.Key)], name, second: true)}
                {Confirm.Render(visit, action + "/discard", "Discard", DiscardEffect, [new("user", user.Key)], name)}</div>
                """),
        ];
    }

    private static Markup[] Mail(string tenantId, MailMarker mail) =>
    [
        Markup.Of($"""<a href="{UserLinks.One(tenantId, mail.InvitationKey)}">{(mail.To == MailTo.Admin ? "The admin" : "The person")} <span class="unseen">, {mail.CreatedAt.ToString("u")}</span></a>"""),
        Moments.Minute(mail.CreatedAt),
        Markup.Of($"{(mail.Refused ? "Refused for good" : "Given up for now")}; {MailReply.Of(mail)}"),
    ];
}
