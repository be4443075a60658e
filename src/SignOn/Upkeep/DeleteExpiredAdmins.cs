namespace SignOn;

/// <summary>Deletes what admins left behind: ended sessions, old keys, links and attempts, and the audit trail beyond its retention.</summary>
public sealed class DeleteExpiredAdmins(IAdminStore admins, IAuditLog audit, AdminOptions options, TimeProvider time)
{
    internal const int ChunkSize = 1_000;

    /// <summary>Deletes at most 1,000 rows of each; the rest waits for the next run.</summary>
    /// <returns>How many rows were deleted.</returns>
    /// <exception cref="StorageUnavailableException">What was deleted is deleted; the next run goes on.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await admins.DeleteExpiredAsync(now, ChunkSize, cancellationToken)
            + await audit.DeleteOlderAsync(now - options.AuditRetention, ChunkSize, cancellationToken);
    }
}
