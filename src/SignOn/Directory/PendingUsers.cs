namespace SignOn;

/// <summary>Users who wait to be provisioned: shown, tried again, discarded.</summary>
public sealed class PendingUsers(IUserStore users, ISessionStore sessions, IAuditLog audit, TimeProvider time)
{
    private const int MaxRounds = 8;

    /// <summary>Users that a page shows.</summary>
    public const int MaxShown = 50;

    /// <summary>Markers that are looked at; the numbers are 'at least' beyond.</summary>
    public const int MaxLookedAt = 1_000;

    /// <summary>How much of a tenant waits. Two to four storage operations; with the names of those shown, at most 50 more.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="withUsers">Whether the users and mails are wanted, or only the numbers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async Task<WaitingRows> ReadAsync(string tenantId, bool withUsers, CancellationToken cancellationToken)
    {
        var (all, allUsers) = await TakeAsync(users.ListPendingAsync(tenantId, cancellationToken));
        var (mails, allMails) = await TakeAsync(users.ListMailAsync(tenantId, cancellationToken));
        var pending = all.Where(m => !m.EndsSessions).OrderByDescending(m => m.IsPoisoned).ThenBy(m => m.CreatedAt).ToList();
        var failed = mails.Where(m => m.Refused || m.FailedAt >= m.SentAt).OrderBy(m => m.CreatedAt).ToList();
        var rows = new WaitingRows(pending.Count, pending.Count(m => m.IsPoisoned), mails.Count, failed.Count, allUsers && allMails);
        return !withUsers ? rows : rows with
        {
            Users = await Task.WhenAll(pending.Take(MaxShown).Select(m => ShowAsync(tenantId, m, cancellationToken))),
            Failed = [.. failed.Take(MaxShown)],
        };
    }

    /// <summary>Has provisioning tried again, now.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userKey">The user.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The message to put on the queue; null when the user does not wait any more.</returns>
    /// <exception cref="StorageUnavailableException">It may be tried again; run it again.</exception>
    public async Task<ProvisionUserMessage?> RetryAsync(Admin by, string tenantId, string userKey, string correlationId, CancellationToken cancellationToken)
    {
        if (!UserKeys.IsSubjectKey(userKey) || await users.ReadPendingAsync(tenantId, userKey, cancellationToken) is not { EndsSessions: false } marker)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.ProvisioningRetried, tenantId, userKey, now, correlationId), cancellationToken);

        // Lost to another writer: a message is on its way, or the user is provisioned. One more does no harm.
        await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(marker with { SentAt = now })], cancellationToken);
        return new ProvisionUserMessage(tenantId, userKey, marker.CorrelationId, now);
    }

    /// <summary>Takes a user away who cannot be provisioned: sessions end, the row goes. Who signs in again is somebody new.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userKey">The user.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <returns>False when the user does not wait any more, or another admin enables the user at this moment; then the row stays.</returns>
    /// <exception cref="StorageUnavailableException">Run it again.</exception>
    public async Task<bool> DiscardAsync(Admin by, string tenantId, string userKey, string correlationId, CancellationToken cancellationToken)
    {
        if (!UserKeys.IsSubjectKey(userKey)
            || await users.ReadPendingAsync(tenantId, userKey, cancellationToken) is not { EndsSessions: false }
            || await users.ReadAsync(tenantId, userKey, cancellationToken) is not { Status: not UserStatus.Active } user)
        {
            return false;
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.ProvisioningDiscarded, tenantId, userKey, now, correlationId), cancellationToken);

        // Disabled first, under the version just read: a message that makes the user active at this moment wins or loses as a whole.
        if (user.Status == UserStatus.Pending
            && !await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(user with { Status = UserStatus.Disabled, UpdatedAt = now })], cancellationToken))
        {
            return false;
        }

        await sessions.RevokeAllAsync(tenantId, userKey, cancellationToken);
        return await DeleteDisabledAsync(tenantId, userKey, cancellationToken);
    }

    private async Task<bool> DeleteDisabledAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            switch (await users.ReadAsync(tenantId, userKey, cancellationToken))
            {
                case null:
                    return true;
                case { Status: not UserStatus.Disabled }:
                    return false;
                case var user when await users.TryCommitAsync(
                    tenantId, [new UserRowChange.Delete(user), new UserRowChange.Delete(UserKeys.ForPending(userKey))], cancellationToken):
                    return true;
            }
        }

        throw new StorageUnavailableException("A user's row changed again and again while it was being discarded.", TimeSpan.FromSeconds(5));
    }

    private static async Task<(List<T> Rows, bool IsComplete)> TakeAsync<T>(IAsyncEnumerable<T> source)
    {
        var rows = new List<T>();
        await foreach (var row in source)
        {
            if (rows.Count == MaxLookedAt)
            {
                return (rows, false);
            }

            rows.Add(row);
        }

        return (rows, true);
    }

    private async Task<PendingUser> ShowAsync(string tenantId, PendingMarker marker, CancellationToken cancellationToken) => new(
        marker.UserKey,
        (await users.ReadAsync(tenantId, marker.UserKey, cancellationToken))?.ShownName ?? "",
        marker.CorrelationId,
        marker.CreatedAt,
        marker.SentAt,
        marker.IsPoisoned);
}
