namespace SignOn;

/// <summary>What admins see of the mails about an invitation, and having one sent again.</summary>
public sealed class InvitationMails(IUserStore users, IEmailSender sender, IAuditLog audit, TimeProvider time)
{
    private const int MaxRounds = 5;

    // Whoever presses again so soon has seen no answer yet.
    private static readonly TimeSpan SamePress = TimeSpan.FromSeconds(30);

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

    /// <summary>
    /// Has the invitation's mail sent, again or for the first time. Whoever presses twice has one mail sent: while one is under way, it is
    /// asked for again under the same name. Four storage operations; three more each time that somebody else was faster.
    /// </summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The invitation's key.</param>
    /// <param name="to">To whom.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The message to put on the queue; null when there is no such invitation, or others keep changing it. A mail that is under way or was sent a moment ago has one, too.</returns>
    /// <exception cref="StorageUnavailableException">It may be sent; run it again.</exception>
    public async Task<SendEmailMessage?> SendAsync(Admin by, string tenantId, string key, MailTo to, string correlationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!UserKeys.IsEmailKey(key) || MailOutbox.Marker(by, to, key, correlationId, now) is not { } marker)
        {
            return null;
        }

        var message = new SendEmailMessage(tenantId, marker.Key, correlationId, now);
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await users.ReadEmailAsync(tenantId, key, cancellationToken) is not Invitation { Disabled: false } invitation)
            {
                return null;
            }

            var old = await users.ReadMailAsync(tenantId, marker.Key, cancellationToken);
            if (old is null ? to == MailTo.User && now - invitation.MailedAt < SamePress : IsUnderWay(old, marker, now))
            {
                return message;
            }

            if (round == 0)
            {
                await audit.AppendAsync(AuditRecord.Of(by, AuditAction.MailSentAgain, tenantId, key, now, correlationId) with { Changes = [new AuditChange("To", null, to.ToString())] }, cancellationToken);
            }

            UserRowChange change = old is null ? new UserRowChange.Insert(marker) : new UserRowChange.Replace(marker with { ETag = old.ETag });

            // A mail that is sent leaves no marker, so the invitation says that one was wanted. Twice to oneself annoys nobody.
            UserRowChange[] changes = to == MailTo.User ? [change, new UserRowChange.Replace(invitation with { MailedAt = now })] : [change];
            if (await users.TryCommitAsync(tenantId, changes, cancellationToken))
            {
                return message;
            }

            // Somebody else was faster: another press, an edit, or what marks a refused mail as given up. It is looked at anew.
        }

        return null;
    }

    // Its message is on the queue, or the mail in the mail server's hands: another wish would send another mail. To another admin it is another mail.
    private static bool IsUnderWay(MailMarker known, MailMarker wanted, DateTimeOffset now) =>
        !known.Refused && !(known.FailedAt >= known.SentAt)
        && (known.AdminTenantId ?? "", known.AdminUserKey ?? "") == (wanted.AdminTenantId ?? "", wanted.AdminUserKey ?? "")
        && now - (known.TakenAt > known.SentAt ? known.TakenAt.Value : known.SentAt) < SendMail.TakenFor;
}
