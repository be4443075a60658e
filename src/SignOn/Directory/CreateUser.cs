namespace SignOn;

/// <summary>
/// Makes an invitation for an admin, together with the markers of the mails that are wanted: the outbox, by which no mail gets lost.
/// </summary>
public sealed class CreateUser(InviteUser invite, IUserStore users, IAuditLog audit, TimeProvider time)
{
    /// <summary>Writes the invitation unless the address is taken. Up to five storage operations.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="form">The user, checked by <see cref="UserForm.Check"/>.</param>
    /// <param name="mailTo">Who is told by mail; an admin who came in with a key has no address and is not.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; the invitation may have been written.</param>
    /// <returns>What became of it, the invitation's key, and the messages to put on the queue.</returns>
    /// <exception cref="StorageUnavailableException">The invitation may have been written; run it again.</exception>
    public async Task<(InviteOutcome Outcome, string? Key, IReadOnlyList<SendEmailMessage> Messages)> RunAsync(
        Admin by, string tenantId, UserForm form, IReadOnlyCollection<MailTo> mailTo, string correlationId, CancellationToken cancellationToken)
    {
        var (problem, change) = await invite.PrepareAsync(tenantId, new InviteRequest(form.Email, form.ToSettings()), cancellationToken);
        if (change is null)
        {
            return (problem, null, []);
        }

        var now = time.GetUtcNow();
        var invitation = (Invitation)(change is UserRowChange.Replace replace ? replace.Row : ((UserRowChange.Insert)change).Row);
        List<UserRowChange> changes = [change];
        foreach (var marker in mailTo.Distinct().Select(to => MailOutbox.Marker(by, to, invitation.Key, correlationId, now)).OfType<MailMarker>())
        {
            // A marker is left over where an invitation to this address was deleted by hand.
            changes.Add(await users.ReadMailAsync(tenantId, marker.Key, cancellationToken) is { } old
                ? new UserRowChange.Replace(marker with { ETag = old.ETag })
                : new UserRowChange.Insert(marker));
        }

        var record = AuditRecord.Of(by, AuditAction.UserInvited, tenantId, invitation.Key, now, correlationId);
        AuditChange[] mails = [.. mailTo.Distinct().Order().Select(to => new AuditChange("Mail", null, to == MailTo.Admin ? "to the admin" : "to the person"))];
        await audit.AppendAsync(record with { Changes = [new AuditChange("E-mail", null, AuditChange.Personal), .. EditUser.Describe(null, invitation.Settings), .. mails] }, cancellationToken);
        return await users.TryCommitAsync(tenantId, changes, cancellationToken)
            ? (InviteOutcome.Invited, invitation.Key, [.. changes.Skip(1).Select(c => MailOutbox.Message(tenantId, c, now))])
            : (InviteOutcome.AddressTaken, null, []);
    }
}
