using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Sends the mail about an invitation. Queues deliver more than once and processes die: the marker is taken before the mail goes out and
/// deleted when the server has it. So a mail goes out twice only where a process dies between the server's answer and the deletion, which
/// nobody can rule out; both copies then have the same Message-ID.
/// </summary>
public sealed class SendMail(TenantDirectory tenants, IUserStore users, IEmailSender sender, MailTexts texts, TimeProvider time, ILogger<SendMail> logger)
{
    // Longer than a mail can take (SmtpEmailSender gives up after one minute).
    internal static readonly TimeSpan TakenFor = TimeSpan.FromMinutes(2);

    private const int MaxRounds = 5;

    /// <summary>Handles one message.</summary>
    /// <exception cref="ArgumentException">The message names no tenant or no mail: it can never be handled.</exception>
    /// <exception cref="TenantMisconfiguredException">The tenant's row does not parse; try again later.</exception>
    /// <exception cref="StorageUnavailableException">Try again later.</exception>
    /// <exception cref="EmailException">The server did not take the mail; try again later.</exception>
    public async Task<SendMailOutcome> RunAsync(SendEmailMessage message, CancellationToken cancellationToken)
    {
        message.ThrowIfMalformed();
        var outcome = await RunCheckedAsync(message, cancellationToken);
        Log.MailHandled(logger, message.MailKey, message.TenantId, outcome, message.CorrelationId);
        return outcome;
    }

    private async Task<SendMailOutcome> RunCheckedAsync(SendEmailMessage message, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            // Null: somebody changed the marker while we looked; it is looked at anew.
            if (await TryAsync(message, cancellationToken) is { } outcome)
            {
                return outcome;
            }
        }

        return SendMailOutcome.Later;
    }

    private async Task<SendMailOutcome?> TryAsync(SendEmailMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (await users.ReadMailAsync(message.TenantId, message.MailKey, cancellationToken))
        {
            case null:
                return SendMailOutcome.Needless;
            case { Refused: true }:
                return SendMailOutcome.Refused;
            case { TakenAt: { } taken } when now - taken < TakenFor:
                return SendMailOutcome.Later;
            case var marker:
                return await tenants.FindAsync(message.TenantId, cancellationToken) switch
                {
                    TenantLookup.Found found => await TakeAsync(found.Tenant, marker, now, cancellationToken),
                    TenantLookup.Broken broken => throw new TenantMisconfiguredException(message.TenantId, broken.Errors),
                    _ => SendMailOutcome.Later,
                };
        }
    }

    private async Task<SendMailOutcome?> TakeAsync(Tenant tenant, MailMarker marker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await WriteAsync(tenant, marker, cancellationToken) is not { } mail)
        {
            return await users.TryCommitAsync(tenant.Id, [new UserRowChange.Delete(marker)], cancellationToken) ? SendMailOutcome.Needless : null;
        }

        if (!await users.TryCommitAsync(tenant.Id, [new UserRowChange.Replace(marker with { TakenAt = now })], cancellationToken))
        {
            return null;
        }

        try
        {
            await sender.SendAsync(mail, cancellationToken);
        }
        catch (EmailException e)
        {
            await GiveBackAsync(tenant.Id, marker, e, cancellationToken);
            if (!e.IsFinal)
            {
                throw;
            }

            return SendMailOutcome.Refused;
        }

        await ForgetAsync(tenant.Id, marker);
        return SendMailOutcome.Sent;
    }

    /// <summary>Takes the marker of a mail that the server has. An admin may have wanted another one meanwhile: its marker stays.</summary>
    private async Task ForgetAsync(string tenantId, MailMarker marker)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await users.ReadMailAsync(tenantId, marker.Key, CancellationToken.None) is not { } sent || sent.MailId != marker.MailId
                || await users.TryCommitAsync(tenantId, [new UserRowChange.Delete(sent)], CancellationToken.None))
            {
                return;
            }
        }
    }

    private async Task GiveBackAsync(string tenantId, MailMarker marker, EmailException reason, CancellationToken cancellationToken)
    {
        if (await users.ReadMailAsync(tenantId, marker.Key, cancellationToken) is { } taken && taken.MailId == marker.MailId)
        {
            await users.TryCommitAsync(
                tenantId, [new UserRowChange.Replace(taken with { TakenAt = null, ReplyCode = reason.ReplyCode, Refused = reason.IsFinal })], cancellationToken);
        }
    }

    /// <summary>The mail; null when it has become needless.</summary>
    private async Task<Email?> WriteAsync(Tenant tenant, MailMarker marker, CancellationToken cancellationToken)
    {
        if (await users.ReadEmailAsync(tenant.Id, marker.InvitationKey, cancellationToken) is not Invitation { Disabled: false } invitation)
        {
            return null;
        }

        if (marker.To == MailTo.User)
        {
            return texts.ToUser(marker.MailId, tenant, invitation);
        }

        var admin = TenantIds.IsValid(marker.AdminTenantId ?? "") && UserKeys.IsSubjectKey(marker.AdminUserKey)
            ? await users.ReadAsync(marker.AdminTenantId!, marker.AdminUserKey!, cancellationToken)
            : null;
        return admin is { Status: UserStatus.Active, Facts.Email: { } address } ? texts.ToAdmin(marker.MailId, tenant, invitation, address, admin.ShownName ?? "") : null;
    }
}
