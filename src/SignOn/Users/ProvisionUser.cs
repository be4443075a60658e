using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Makes a pending user active, and joins the user with what an admin prepared for that address. Queues deliver more than once
/// and processes die: running it again, or twice at once, changes nothing more.
/// </summary>
public sealed class ProvisionUser(TenantDirectory tenants, IUserStore users, ISessionStore sessions, TimeProvider time, ILogger<ProvisionUser> logger)
{
    private const int MaxRounds = 8;

    /// <summary>Handles one message.</summary>
    /// <exception cref="ArgumentException">The message names no tenant or no user: it can never be handled.</exception>
    /// <exception cref="TenantMisconfiguredException">The tenant's row does not parse; try again later.</exception>
    /// <exception cref="StorageUnavailableException">Try again later.</exception>
    public async Task<ProvisionOutcome> RunAsync(ProvisionUserMessage message, CancellationToken cancellationToken)
    {
        message.ThrowIfMalformed();
        using var activity = SignOnActivities.Provision(message.TraceParent);
        activity.SetTenant(message.TenantId);
        try
        {
            var outcome = await RunCheckedAsync(message, cancellationToken);
            activity.SetOutcome(outcome.ToString());
            return outcome;
        }
        catch (Exception e)
        {
            activity.SetFailed(e);
            throw;
        }
    }

    private async Task<ProvisionOutcome> RunCheckedAsync(ProvisionUserMessage message, CancellationToken cancellationToken)
    {
        var outcome = await tenants.FindAsync(message.TenantId, cancellationToken) switch
        {
            TenantLookup.Found found => await ProvisionAsync(found.Tenant, message.UserKey, cancellationToken),
            TenantLookup.Broken broken => throw new TenantMisconfiguredException(message.TenantId, broken.Errors),
            // A tenant that is switched on again finds its pending users through their markers.
            _ => ProvisionOutcome.Gone,
        };
        Log.UserProvisioned(logger, message.UserKey, message.TenantId, outcome, message.CorrelationId);
        return outcome;
    }

    private async Task<ProvisionOutcome> ProvisionAsync(Tenant tenant, string userKey, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var user = await users.ReadAsync(tenant.Id, userKey, cancellationToken);
            ProvisionOutcome? outcome = user?.Status switch
            {
                null => ProvisionOutcome.Gone,
                UserStatus.Pending => await ActivateAsync(tenant, user, cancellationToken),
                { } status => await FinishAsync(tenant.Id, userKey, status, cancellationToken),
            };
            if (outcome is { } done)
            {
                return done;
            }
        }

        throw new StorageUnavailableException("A user's row changed again and again while it was being provisioned.", TimeSpan.FromSeconds(5));
    }

    /// <summary>One try; null when somebody else changed a row meanwhile.</summary>
    private async Task<ProvisionOutcome?> ActivateAsync(Tenant tenant, User pending, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var emailKey = EmailAddress.IsIn(pending.Facts.Email, tenant) ? UserKeys.ForEmail(pending.Facts.Email!) : null;
        var emailRow = emailKey is null ? null : await users.ReadEmailAsync(tenant.Id, emailKey, cancellationToken);
        var invitation = emailRow as Invitation;
        var user = invitation is null
            ? pending with { Status = UserStatus.Active, UpdatedAt = now, ProvisionedAt = now }
            : InvitationLink.Adopt(pending, invitation, now);

        // A disabled invitation keeps the marker until the sessions have ended: should we die in between, the timer sends the
        // message again, and the next run ends them.
        List<UserRowChange> changes = [new UserRowChange.Replace(user)];
        if (user.Status == UserStatus.Active)
        {
            changes.Add(new UserRowChange.Delete(UserKeys.ForPending(user.Key)));
        }

        if (invitation is not null)
        {
            changes.Add(InvitationLink.Close(invitation, user.Key));
        }
        else if (emailKey is not null && emailRow is null)
        {
            changes.Add(new UserRowChange.Insert(new EmailIndex { Key = emailKey, Target = user.Key }));
        }

        if (!await users.TryCommitAsync(tenant.Id, changes, cancellationToken))
        {
            return null;
        }

        if (user.Status == UserStatus.Active)
        {
            SignOnMetrics.RecordProvisioningLag(now - pending.CreatedAt);
        }

        // Disabled: the next round ends the sessions.
        return user.Status == UserStatus.Disabled ? null : invitation is null ? ProvisionOutcome.Activated : ProvisionOutcome.Linked;
    }

    /// <summary>Ends the sessions of a disabled user, and takes the marker of who waits no more; null when somebody else changes the user.</summary>
    private async Task<ProvisionOutcome?> FinishAsync(string tenantId, string userKey, UserStatus status, CancellationToken cancellationToken)
    {
        // Usually gone already: a hand edit of the user's row leaves it behind, and disabling writes one. Read before the user is looked at again: who
        // changes the status from here on writes the marker, too, so it is not the one that was read, and stays.
        var marker = await users.ReadPendingAsync(tenantId, userKey, cancellationToken);
        if (marker is not null && (await users.ReadAsync(tenantId, userKey, cancellationToken))?.Status != status)
        {
            return null;
        }

        if (status == UserStatus.Disabled)
        {
            // Also the second half of a run that died between disabling the user and ending the sessions.
            await sessions.RevokeAllAsync(tenantId, userKey, cancellationToken);
        }

        if (marker is not null)
        {
            await users.TryCommitAsync(tenantId, [new UserRowChange.Delete(marker)], cancellationToken);
        }

        return status == UserStatus.Disabled ? ProvisionOutcome.Disabled : ProvisionOutcome.AlreadyActive;
    }
}
