namespace SignOn;

/// <summary>Erases a user or an invitation for an admin, see <see cref="EraseUser"/>.</summary>
public sealed class RemoveUser(ListUsers list, IUserStore users, DisableUser disable, EraseUser erase, IAuditLog audit, TimeProvider time)
{
    /// <summary>Erases. It can be run again, and must be when it failed midway; the user is disabled from the beginning on.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="key">The key.</param>
    /// <param name="etag">The version that the admin saw.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops; run it again.</param>
    /// <exception cref="StorageUnavailableException">Run it again.</exception>
    public async Task<UserChangeOutcome> RunAsync(Admin by, string tenantId, string key, string etag, string correlationId, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(tenantId, key, cancellationToken) is not { } user)
        {
            return UserChangeOutcome.Gone;
        }

        if (user.ETag != etag)
        {
            return UserChangeOutcome.ChangedMeanwhile;
        }

        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.UserErased, tenantId, key, time.GetUtcNow(), correlationId), cancellationToken);

        // Whoever disables under the version that the admin saw has the row: an edit at the same moment is not erased unseen.
        if (await disable.DisableAsync(by, tenantId, key, etag, correlationId, cancellationToken) is var outcome and not UserChangeOutcome.Done)
        {
            return outcome;
        }

        if (user.User is not null)
        {
            await erase.ByKeyAsync(tenantId, key, cancellationToken);
        }
        else
        {
            return await RemoveInvitationAsync(tenantId, key, cancellationToken);
        }

        return UserChangeOutcome.Done;
    }

    /// <summary>A disabled invitation links to nobody; one that another admin enabled meanwhile is not erased unseen.</summary>
    private async Task<UserChangeOutcome> RemoveInvitationAsync(string tenantId, string key, CancellationToken cancellationToken)
    {
        var row = await users.ReadEmailAsync(tenantId, key, cancellationToken);
        if (row is null)
        {
            return UserChangeOutcome.Done;
        }

        return row is Invitation { Disabled: true } && await users.TryCommitAsync(
            tenantId,
            [
                new UserRowChange.Delete(row), new UserRowChange.Delete(UserKeys.ForMail(key, MailTo.User)), new UserRowChange.Delete(UserKeys.ForMail(key, MailTo.Admin)),
            ],
            cancellationToken) ? UserChangeOutcome.Done : UserChangeOutcome.ChangedMeanwhile;
    }
}
