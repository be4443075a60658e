namespace SignOn;

/// <summary>Brings a tenant's directory in step with what an accepted assertion says, and decides whether that person may enter.</summary>
internal sealed class UserAtSignIn(IUserStore users, TimeProvider time)
{
    // Each round lost means that another writer won, so this many in a row is no race but a fault.
    private const int MaxRounds = 8;

    /// <summary>The user as stored now, or why there is none to let in.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="who">The person.</param>
    /// <param name="user">The user's row as read a moment ago.</param>
    /// <param name="correlationId">For the outbox.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(User? User, SignInRefusal? Refusal)> RunAsync(
        Tenant tenant, AssertedUser who, User? user, string correlationId, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var (next, refusal) = user is null
                ? await AdmitAsync(tenant, who, correlationId, cancellationToken)
                : await UpdateAsync(tenant, who, user, cancellationToken);
            if (next is not null || refusal is not null)
            {
                return (next, refusal);
            }

            // Another instance, or our own attempt whose answer got lost, was faster: look at what is there now.
            user = await users.ReadAsync(tenant.Id, who.UserKey, cancellationToken);
        }

        throw new StorageUnavailableException("A user's row changed again and again while it was being written.", TimeSpan.FromSeconds(5));
    }

    private async Task<(User?, SignInRefusal?)> AdmitAsync(Tenant tenant, AssertedUser who, string correlationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!tenant.JustInTime)
        {
            return await LinkAsync(tenant, who, now, cancellationToken);
        }

        // One transaction: no crash leaves a user without the marker that gets it provisioned.
        var user = NewUser(who, UserStatus.Pending, Guid.NewGuid(), now);
        var marker = new PendingMarker
        {
            Key = UserKeys.ForPending(user.Key),
            UserKey = user.Key,
            CorrelationId = correlationId,
            CreatedAt = now,
            SentAt = now,
        };
        var committed = await users.TryCommitAsync(
            tenant.Id, [new UserRowChange.Insert(user), new UserRowChange.Insert(marker)], cancellationToken);
        return committed ? (user, null) : (null, null);
    }

    private async Task<(User?, SignInRefusal?)> LinkAsync(Tenant tenant, AssertedUser who, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (LinkRules.RefusalOf(who.Facts.Email, tenant) is { } unlinkable)
        {
            return (null, unlinkable);
        }

        var emailKey = UserKeys.ForEmail(who.Facts.Email!);
        switch (await users.ReadEmailAsync(tenant.Id, emailKey, cancellationToken))
        {
            case Invitation { Disabled: true }:
                return (null, LinkRules.Disabled);
            case Invitation invitation:
                var user = InvitationLink.Adopt(NewUser(who, UserStatus.Active, invitation.UserId, now), invitation, now);
                var committed = await users.TryCommitAsync(
                    tenant.Id, [new UserRowChange.Insert(user), InvitationLink.Close(invitation, user.Key)], cancellationToken);
                return committed ? (user, null) : (null, null);
            case EmailIndex index when index.Target == who.UserKey && await users.ReadAsync(tenant.Id, who.UserKey, cancellationToken) is not null:
                // Linked by another request since our caller looked: go round again.
                return (null, null);
            case EmailIndex:
                return (null, LinkRules.LinkedToAnother);
            default:
                return (null, LinkRules.NotInvited);
        }
    }

    private async Task<(User?, SignInRefusal?)> UpdateAsync(Tenant tenant, AssertedUser who, User user, CancellationToken cancellationToken)
    {
        if (user.Status == UserStatus.Disabled)
        {
            return (null, LinkRules.UserDisabled);
        }

        if (user.Facts.Equals(who.Facts))
        {
            return (user, null);
        }

        var updated = user with { Facts = who.Facts, UpdatedAt = time.GetUtcNow() };
        List<UserRowChange> changes = [new UserRowChange.Replace(updated)];
        if (user.Status == UserStatus.Active)
        {
            // A pending user has no index row yet; provisioning writes it.
            await MoveIndexAsync(tenant, user, who.Facts.Email, changes, cancellationToken);
        }

        return await users.TryCommitAsync(tenant.Id, changes, cancellationToken) ? (updated, null) : (null, null);
    }

    // Whoever changes an index row changes its user's row in the same transaction, whose ETag so guards both.
    private async Task MoveIndexAsync(Tenant tenant, User user, string? email, List<UserRowChange> changes, CancellationToken cancellationToken)
    {
        var oldKey = user.Facts.Email is { } old ? UserKeys.ForEmail(old) : null;
        var newKey = EmailAddress.IsIn(email, tenant) ? UserKeys.ForEmail(email!) : null;
        if (oldKey == newKey)
        {
            return;
        }

        if (oldKey is not null && await users.ReadEmailAsync(tenant.Id, oldKey, cancellationToken) is EmailIndex index && index.Target == user.Key)
        {
            changes.Add(new UserRowChange.Delete(index));
        }

        // An invitation to the new address stays: this user is somebody already, and a link would change who.
        if (newKey is not null && await users.ReadEmailAsync(tenant.Id, newKey, cancellationToken) is null)
        {
            changes.Add(new UserRowChange.Insert(new EmailIndex { Key = newKey, Target = user.Key }));
        }
    }

    private static User NewUser(AssertedUser who, UserStatus status, Guid userId, DateTimeOffset now) => new()
    {
        Key = who.UserKey,
        UserId = userId,
        Status = status,
        Issuer = who.Issuer,
        Subject = who.Subject,
        Facts = who.Facts,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
