using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Erases a person from a tenant (GDPR article 17): rows of the directory, sessions, and the name under which the audit trail knows the
/// person. The lines of the trail stay, because they prove what happened, but no longer to whom.
/// </summary>
/// <remarks>
/// It can be run again, and must be when it failed midway: the directory's rows, by which the person is found, go last. Who can still sign in
/// at the IdP can come back as somebody new; take the person's access away there first. What is left expires by itself: see docs/privacy.md.
/// </remarks>
public sealed class EraseUser(IUserStore users, ISessionStore sessions, ISignInLog log, TimeProvider time, ILogger<EraseUser> logger)
{
    private const int MaxRounds = 8;

    /// <summary>Erases everybody who has this address in the tenant: users whose IdP said so, and an invitation.</summary>
    /// <param name="tenantId">The tenant, in whatever state.</param>
    /// <param name="email">The address; A to Z are folded.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <exception cref="ArgumentException"><paramref name="tenantId"/> is no tenant id.</exception>
    /// <exception cref="StorageUnavailableException">Run it again.</exception>
    public async Task<ErasedUser> ByEmailAsync(string tenantId, string email, CancellationToken cancellationToken)
    {
        var emailKey = UserKeys.ForEmail(email);
        var erased = new ErasedUser(0, 0, 0);
        for (var round = 0; round < MaxRounds; round++)
        {
            var row = await users.ReadEmailAsync(Checked(tenantId), emailKey, cancellationToken);
            foreach (var key in await FindAsync(tenantId, email, row, cancellationToken))
            {
                erased = Add(erased, await EraseAsync(tenantId, key, cancellationToken));
            }

            // As it was read: whoever joined by the invitation meanwhile, or was asked in anew, is found in the next round.
            if (row is null || await users.TryCommitAsync(
                tenantId,
                [
                    new UserRowChange.Delete(row),
                    new UserRowChange.Delete(UserKeys.ForMail(emailKey, MailTo.User)),
                    new UserRowChange.Delete(UserKeys.ForMail(emailKey, MailTo.Admin)),
                ],
                cancellationToken))
            {
                erased = erased with { Users = erased.Users + (row is Invitation ? 1 : 0) };
                await RecordAsync(tenantId, erased, cancellationToken);
                return erased;
            }
        }

        throw ChangesOnAndOn();
    }

    /// <summary>Erases one user by key. It also finds sessions and audit lines of a person whose row is gone.</summary>
    /// <param name="tenantId">The tenant, in whatever state.</param>
    /// <param name="userKey">The user's key, as the audit trail and the log show it.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <exception cref="ArgumentException">One of the two is none.</exception>
    /// <exception cref="StorageUnavailableException">Run it again.</exception>
    public async Task<ErasedUser> ByKeyAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        if (!UserKeys.IsSubjectKey(userKey))
        {
            throw new ArgumentException("This is no user key ('s-' and 64 hex digits).", nameof(userKey));
        }

        var erased = await EraseAsync(Checked(tenantId), userKey, cancellationToken);
        await RecordAsync(tenantId, erased, cancellationToken);
        return erased;
    }

    private async Task<SortedSet<string>> FindAsync(string tenantId, string email, EmailRow? row, CancellationToken cancellationToken)
    {
        var address = UserKeys.LowerAscii(email.Trim());
        var found = new SortedSet<string>(StringComparer.Ordinal);

        // An address is a column, not a key: several people can have had it, and not everybody's is indexed. So the whole directory is read.
        await foreach (var user in users.ListAsync(tenantId, cancellationToken))
        {
            if (user.Facts.Email is { } known && UserKeys.LowerAscii(known.Trim()) == address)
            {
                found.Add(user.Key);
            }
        }

        if (row is EmailIndex index && UserKeys.IsSubjectKey(index.Target))
        {
            // Joined by an admin's invitation, whatever address the IdP says.
            found.Add(index.Target);
        }

        return found;
    }

    private async Task<ErasedUser> EraseAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        var (ended, lines) = (0, 0);
        for (var round = 0; round < MaxRounds; round++)
        {
            // Nobody may sign in while the sessions are searched.
            await DisableAsync(tenantId, userKey, cancellationToken);
            ended += await sessions.DeleteAllAsync(tenantId, userKey, cancellationToken);
            lines += await log.EraseUserAsync(tenantId, userKey, cancellationToken);
            if (await TryDeleteAsync(tenantId, userKey, cancellationToken) is { } deleted)
            {
                // A sign-in that had read the user before it was disabled may have stored its session since.
                ended += await sessions.DeleteAllAsync(tenantId, userKey, cancellationToken);
                return new ErasedUser(deleted ? 1 : 0, ended, lines);
            }
        }

        throw ChangesOnAndOn();
    }

    private async Task DisableAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await users.ReadAsync(tenantId, userKey, cancellationToken) is not { Status: not UserStatus.Disabled } user
                || await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(user with { Status = UserStatus.Disabled })], cancellationToken))
            {
                return;
            }
        }

        throw ChangesOnAndOn();
    }

    /// <summary>Whether there was a row to delete; null when another writer changed it, or made one, at this moment.</summary>
    private async Task<bool?> TryDeleteAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        if (await users.ReadAsync(tenantId, userKey, cancellationToken) is not { } user)
        {
            return await TryDeleteMarkerAsync(tenantId, userKey, cancellationToken) ? false : null;
        }

        List<UserRowChange> changes = [new UserRowChange.Delete(user), new UserRowChange.Delete(UserKeys.ForPending(userKey))];
        if (user.Facts.Email is { } email
            && await users.ReadEmailAsync(tenantId, UserKeys.ForEmail(email), cancellationToken) is EmailIndex index && index.Target == userKey)
        {
            changes.Add(new UserRowChange.Delete(index));
        }

        return user.Status == UserStatus.Disabled && await users.TryCommitAsync(tenantId, changes, cancellationToken) ? true : null;
    }

    /// <summary>A marker without its user is left over from a hand edit. That of a sign-in at this moment belongs to somebody, and stays.</summary>
    private async Task<bool> TryDeleteMarkerAsync(string tenantId, string userKey, CancellationToken cancellationToken) =>
        await users.ReadPendingAsync(tenantId, userKey, cancellationToken) is not { } marker
        || (await users.ReadAsync(tenantId, userKey, cancellationToken) is null
            && await users.TryCommitAsync(tenantId, [new UserRowChange.Delete(marker)], cancellationToken));

    private static StorageUnavailableException ChangesOnAndOn() =>
        new("A user's rows changed again and again while the user was being erased.", TimeSpan.FromSeconds(5));

    // That it was done can be shown; to whom cannot.
    private async Task RecordAsync(string tenantId, ErasedUser erased, CancellationToken cancellationToken)
    {
        if (erased.IsNobody)
        {
            return;
        }

        Log.UserErased(logger, tenantId, erased.Users, erased.Sessions, erased.SignIns);
        await log.AppendAsync(
            new SignInRecord
            {
                TenantId = tenantId,
                At = time.GetUtcNow(),
                Event = SignInEvent.UserErased,
                CorrelationId = "",
                Detail = $"A person was erased: {erased.Users} rows of users, {erased.Sessions} sessions; {erased.SignIns} lines of this trail were made anonymous.",
            },
            cancellationToken);
    }

    private static ErasedUser Add(ErasedUser one, ErasedUser other) => new(one.Users + other.Users, one.Sessions + other.Sessions, one.SignIns + other.SignIns);

    private static string Checked(string tenantId) =>
        TenantIds.IsValid(tenantId) ? tenantId : throw new ArgumentException($"'{tenantId}' is no tenant id.", nameof(tenantId));
}
