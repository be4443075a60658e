namespace SignOn;

/// <summary>
/// Shuts a user out, and lets one in again. Disabling ends all sessions at once, on every instance: a session's row is read at each request.
/// </summary>
/// <remarks>
/// The marker that is written together with the user's row has <see cref="ResendPending"/> send a message a minute later, by which
/// <see cref="ProvisionUser"/> ends the sessions once more: those of a sign-in that had read the user just before, and all of them where this
/// process dies in between.
/// </remarks>
public sealed class DisableUser(ListUsers list, IUserStore users, ISessionStore sessions, IAuditLog audit, TimeProvider time)
{
    private const int MaxRounds = 8;

    /// <summary>Disables a user or an invitation.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="etag">The version that the admin saw.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <exception cref="StorageUnavailableException">It may have been done; run it again.</exception>
    public async Task<UserChangeOutcome> DisableAsync(Admin by, string tenantId, string key, string etag, string correlationId, CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(by, tenantId, key, etag, correlationId, enable: false, cancellationToken);
        if (outcome == UserChangeOutcome.Done && UserKeys.IsSubjectKey(key))
        {
            await sessions.RevokeAllAsync(tenantId, key, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Enables a user or an invitation. A user who was never provisioned is pending again.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="etag">The version that the admin saw.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <exception cref="StorageUnavailableException">It may have been done; run it again.</exception>
    public Task<UserChangeOutcome> EnableAsync(Admin by, string tenantId, string key, string etag, string correlationId, CancellationToken cancellationToken) =>
        ChangeAsync(by, tenantId, key, etag, correlationId, enable: true, cancellationToken);

    private async Task<UserChangeOutcome> ChangeAsync(
        Admin by, string tenantId, string key, string etag, string correlationId, bool enable, CancellationToken cancellationToken)
    {
        var audited = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await list.FindAsync(tenantId, key, cancellationToken) is not { } user)
            {
                return UserChangeOutcome.Gone;
            }

            if (user.ETag != etag)
            {
                return UserChangeOutcome.ChangedMeanwhile;
            }

            if (user.State == DirectoryState.Disabled != enable)
            {
                return UserChangeOutcome.Done;
            }

            var now = time.GetUtcNow();
            if (!audited)
            {
                var record = AuditRecord.Of(by, enable ? AuditAction.UserEnabled : AuditAction.UserDisabled, tenantId, key, now, correlationId);
                await audit.AppendAsync(record with { Changes = [new AuditChange("State", user.State.ToString(), StateAfter(user.Row, enable).ToString())] }, cancellationToken);
                audited = true;
            }

            // Another writer may have touched the marker alone: then the user's row is still the one that the admin saw.
            if (await users.TryCommitAsync(tenantId, await ChangesAsync(tenantId, user.Row, enable, correlationId, now, cancellationToken), cancellationToken))
            {
                return UserChangeOutcome.Done;
            }
        }

        throw new StorageUnavailableException("A user's rows changed again and again while the user was being changed.", TimeSpan.FromSeconds(5));
    }

    private static DirectoryState StateAfter(UserRow row, bool enable) =>
        !enable ? DirectoryState.Disabled : row is not User user ? DirectoryState.Invited : user.ProvisionedAt is null ? DirectoryState.Pending : DirectoryState.Active;

    private async Task<IReadOnlyList<UserRowChange>> ChangesAsync(
        string tenantId, UserRow row, bool enable, string correlationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row is not User user)
        {
            return [new UserRowChange.Replace((Invitation)row with { Disabled = !enable })];
        }

        if (enable && user.ProvisionedAt is not null)
        {
            return [new UserRowChange.Replace(user with { Status = UserStatus.Active, UpdatedAt = now }), new UserRowChange.Delete(UserKeys.ForPending(user.Key))];
        }

        var marker = new PendingMarker
        {
            Key = UserKeys.ForPending(user.Key),
            UserKey = user.Key,
            CorrelationId = correlationId,
            CreatedAt = now,
            SentAt = now,
            EndsSessions = !enable,
        };
        var known = await users.ReadPendingAsync(tenantId, user.Key, cancellationToken);
        return
        [
            new UserRowChange.Replace(user with { Status = enable ? UserStatus.Pending : UserStatus.Disabled, UpdatedAt = now }),
            known is null ? new UserRowChange.Insert(marker) : new UserRowChange.Replace(marker with { ETag = known.ETag }),
        ];
    }
}
