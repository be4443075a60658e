namespace SignOn;

/// <summary>What admins see of the mails about an invitation, and having one sent again.</summary>
public sealed class InvitationMails(IUserStore users, IEmailSender sender, IAuditLog audit, TimeProvider time)
{
    /// <summary>Whether mails can be sent at all.</summary>
    public bool CanSend => sender.CanSend;

    /// <summary>The mails about one invitation that are not sent yet. Two storage operations, none for a user.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The invitation's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<MailMarker>> ListAsync(string tenantId, string key, CancellationToken cancellationToken) =>
        !UserKeys.IsEmailKey(key) ? [] :
        [
            .. new[]
            {
                await users.ReadMailAsync(tenantId, UserKeys.ForMail(key, MailTo.User), cancellationToken),
                await users.ReadMailAsync(tenantId, UserKeys.ForMail(key, MailTo.Admin), cancellationToken),
            }.OfType<MailMarker>(),
        ];

    /// <summary>Has the invitation's mail sent, again or for the first time.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The invitation's key.</param>
    /// <param name="to">To whom.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The message to put on the queue; null when there is no such invitation, or somebody else did it this moment.</returns>
    /// <exception cref="StorageUnavailableException">It may be sent; run it again.</exception>
    public async Task<SendEmailMessage?> SendAsync(Admin by, string tenantId, string key, MailTo to, string correlationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!UserKeys.IsEmailKey(key)
            || await users.ReadEmailAsync(tenantId, key, cancellationToken) is not Invitation { Disabled: false }
            || MailOutbox.Marker(by, to, key, correlationId, now) is not { } marker)
        {
            return null;
        }

        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.MailSentAgain, tenantId, key, now, correlationId) with { Changes = [new AuditChange("To", null, to.ToString())] }, cancellationToken);
        UserRowChange change = await users.ReadMailAsync(tenantId, marker.Key, cancellationToken) is { } old
            ? new UserRowChange.Replace(marker with { ETag = old.ETag })
            : new UserRowChange.Insert(marker);
        return await users.TryCommitAsync(tenantId, [change], cancellationToken) ? MailOutbox.Message(tenantId, change, now) : null;
    }
}
