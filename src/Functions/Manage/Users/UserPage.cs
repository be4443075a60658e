using Functions.Html;
using Functions.Manage.Emergency;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>One user: where the person stands, what an admin sets, and what can be done.</summary>
internal static class UserPage
{
    /// <summary>The hidden field with the version that the admin saw.</summary>
    public const string Version = "version";

    private const string DisableEffect =
        "All sessions of this person end at once, on every instance, and there are no new ones until you enable the person again. The sessions that end do not come back.";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user as stored now.</param>
    /// <param name="mails">Mails about the invitation that are not sent yet.</param>
    /// <param name="canSend">Whether there is a mail server.</param>
    /// <param name="typed">What was typed; null for what is stored.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    /// <param name="isConflict">Whether somebody else changed the user since the admin looked.</param>
    /// <param name="emergency">The tenant's emergency access while it is open; null otherwise.</param>
    /// <param name="seen">What the admin saw before typing; null for what is stored.</param>
    public static Markup Render(
        string product, ManageVisit visit, TenantOverview tenant, DirectoryUser user, IReadOnlyList<MailMarker> mails, bool canSend,
        UserForm? typed = null, IReadOnlyList<FieldError>? errors = null, string? done = null, bool isConflict = false, EmergencyAccess? emergency = null,
        UserSeen? seen = null)
    {
        // A form with errors goes on from what the admin saw; after a conflict, from what is stored now and shown.
        var now = UserSeen.Of(user);
        var merges = isConflict && typed is not null && seen is not null ? UserMerge.Compare(seen.Form, now.Form, typed) : [];
        var shown = typed is null ? now.Form : isConflict && seen is not null ? UserMerge.Apply(seen.Form, now.Form, typed) : typed;
        var fields = UserFields.All(shown, withEmail: false);
        var hidden = (isConflict ? now : seen ?? now).Fields;
        var one = UserLinks.One(tenant.Id, user.Key);
        return ManageLayout.Page(product, visit, Title(user), Markup.Of($"""
            {(isConflict ? Conflict(merges, fields, typed is not null) : null)}
            {ErrorSummary.Render(errors ?? [], fields)}
            {Facts(user)}
            <h2>User Settings</h2>
            {ManageForm.Render(visit, one, [.. fields.Select(f => f.Render(errors ?? [])), .. hidden.Select(ManageForm.Hidden)], "Save")}
            {(user.State is DirectoryState.Invited ? Mails(visit, one, mails, canSend) : null)}
            {EmergencyAccessPage.RenderUser(visit, tenant, user, emergency)}
            <h2>Shut out or erase</h2>
            <p>Disabling ends all sessions and keeps everything. Erasing also takes the row away and the person's key out of the trail of sign-ins; it cannot be undone.</p>
            <div class="actions">
            {(user.State == DirectoryState.Disabled
                ? ManageForm.Button(visit, one + "/enable", "Enable", [new(Version, user.ETag)], second: true)
                : Confirm.Render(visit, one + "/disable", "Disable", DisableEffect, [new(Version, user.ETag)]))}
            <a class="button second" href="{one}/erase">Erase…</a>
            <a class="button second" href="{ManageLinks.With(ManageLinks.Audit, ("tenant", tenant.Id))}">Changes</a>
            </div>
            """), Flash.Render(done), Markup.Of($"""{UserBadge.Of(user.State)} of <a href="{UserLinks.All(tenant.Id)}">{tenant.DisplayName}</a>"""));
    }

    /// <summary>Asks once more before somebody is erased.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    public static Markup RenderErase(string product, ManageVisit visit, TenantOverview tenant, DirectoryUser user) => ManageLayout.Page(product, visit, "Erase this user?", Markup.Of($"""
        <p><strong>{Title(user)}</strong>{(user.Email.Length > 0 && user.Email != Title(user) ? Markup.Of($", {user.Email}") : null)}, of {tenant.DisplayName}.</p>
        <p>Sessions end, and the user's row goes. It cannot be undone. Take the person's access away at the identity provider first: who can still sign in there can come back as somebody new.</p>
        <div class="actions">
        {ManageForm.Button(visit, UserLinks.One(tenant.Id, user.Key) + "/erase", "Erase", [new(Version, user.ETag)])}
        <a class="button second" href="{UserLinks.One(tenant.Id, user.Key)}">Keep</a>
        </div>
        """), narrow: true);

    private static string Title(DirectoryUser user) => user.Name.Length > 0 ? user.Name : user.Email.Length > 0 ? user.Email : "A user without a name";

    private static Markup Facts(DirectoryUser user) => Markup.Of($"""
        <dl>
        {Row("E-mail", user.Email)}{Row("User id", user.UserId.ToString("D"))}{Row("Key", user.Key)}
        {Row("Name at the identity provider", user.User?.Facts.DisplayName)}{Row("Subject", user.User?.Subject)}{Row("Identity provider", user.User?.Issuer)}
        {Row("Roles", string.Join(", ", user.Roles))}
        <div><dt>Since</dt><dd>{Moments.Minute(user.CreatedAt)} UTC{(user.User is null ? ", made by an admin" : user.User.Invited ? ", made by an admin" : ", by the first sign-in")}</dd></div>
        </dl>
        """);

    private static Markup? Row(string label, string? value) =>
        string.IsNullOrEmpty(value) ? null : Markup.Of($"<div><dt>{label}</dt><dd>{value}</dd></div>\n");

    private static Markup Mails(ManageVisit visit, string one, IReadOnlyList<MailMarker> mails, bool canSend) => Markup.Of($"""
        <h2>E-mail</h2>
        {(mails.Count == 0 ? Markup.Of($"<p>No e-mail waits.</p>") : Markup.Of($"<ul>{mails.Select(MailLine)}</ul>"))}
        {(canSend ? Markup.Of($"""
            <div class="actions">
            {ManageForm.Button(visit, one + "/mail", "Send the invitation", [new("to", "user")], second: true)}
            {(visit.Admin is Admin.Operator { UserKey: not null } ? ManageForm.Button(visit, one + "/mail", "Send account creation e-mail to me", [new("to", "admin")], second: true) : null)}
            </div>
            """) : Markup.Of($"<p>No mail can be sent: no mail server is set up (settings Email__…).</p>"))}
        """);

    private static Markup MailLine(MailMarker mail)
    {
        var to = mail.To == MailTo.Admin ? "To the admin" : "To the person";
        return mail.Refused ? Markup.Of($"<li>{to}: refused for good; {MailReply.Of(mail)}. Check the address, then send it again.</li>")
            : mail.FailedAt >= mail.SentAt ? Markup.Of($"<li>{to}: several attempts failed; {MailReply.Of(mail)}. It is tried again for two days.</li>")
            : Markup.Of($"<li>{to}: on its way since {Moments.Minute(mail.CreatedAt)} UTC.</li>");
    }

    private static Markup Conflict(IReadOnlyList<UserMerge> merges, IReadOnlyList<Field> fields, bool wasTyped)
    {
        var labels = fields.ToDictionary(f => f.Name, f => f.Label, StringComparer.Ordinal);
        var both = merges.Where(m => m.IsMine is null).ToList();
        var theirs = merges.Where(m => m.IsMine == false && m.Theirs != m.Base).Select(m => labels[m.Field]).ToList();
        var table = new DataTable("What both of you changed", ["Field", "Stored now", "You typed"], [.. both.Select(m => new[] { Markup.Of($"{labels[m.Field]}"), Markup.Of($"{m.Theirs}"), Markup.Of($"{m.Mine}") })], "");
        return Markup.Of($"""
            <div class="notice" role="alert" aria-labelledby="conflict">
            <h2 id="conflict">Somebody changed this user since you looked</h2>
            <p>Nothing of yours was saved. {(wasTyped ? "The form below has what you changed, and what the other changed. Look at it, then save." : "The page shows what is stored now. Do it again if you still want it.")}</p>
            {(theirs.Count == 0 ? null : Markup.Of($"<p>Taken over from the other: {string.Join(", ", theirs)}.</p>"))}
            {(both.Count == 0 ? null : Markup.Of($"<p>Both of you changed this; saving puts what you typed in place of what is stored.</p>\n{table.Render()}"))}
            </div>
            """);
    }
}
