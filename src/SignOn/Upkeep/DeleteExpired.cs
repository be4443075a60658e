using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Deletes what has expired: used IDs, sessions, and audit lines beyond their retention. Run it every hour.</summary>
public sealed class DeleteExpired(
    ITenantStore tenants, IUsedIdStore usedIds, ISessionStore sessions, ISignInLog signIns, SignOnOptions options, TimeProvider time, ILogger<DeleteExpired> logger)
{
    internal const int MaxPerTenantAndTable = 1_000;
    internal const int MaxPerRun = 20_000;

    // A session that just ended is kept for a while: 'your session has ended' can be told from 'no such session' in the table.
    private static readonly TimeSpan SessionGrace = TimeSpan.FromDays(1);

    // Clocks of instances differ, and skew belongs to the IDs' expiry already: a day more costs nothing.
    private static readonly TimeSpan UsedIdGrace = TimeSpan.FromDays(1);

    /// <summary>Deletes at most 1,000 rows of each kind for each tenant, and at most about 20,000 rows in all; the rest waits for the next run.</summary>
    /// <exception cref="StorageUnavailableException">What was deleted is deleted; the next run goes on.</exception>
    public async Task<DeletedRows> RunAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var (id, _) in tenants.ListAsync(cancellationToken))
        {
            // Whatever state the tenant is in. A row under an illegal id owns nothing.
            if (TenantIds.IsValid(id))
            {
                ids.Add(id);
            }
        }

        // In another order each time, so that a tenant with much to delete never keeps the same others waiting.
        Random.Shared.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids));
        var deleted = new DeletedRows(0, 0, 0, false);
        foreach (var id in ids)
        {
            if (deleted.UsedIds + deleted.Sessions + deleted.SignIns >= MaxPerRun)
            {
                deleted = deleted with { MoreWaits = true };
                break;
            }

            deleted = await DeleteOfAsync(id, deleted, cancellationToken);
        }

        Log.CleanedUp(logger, deleted.UsedIds, deleted.Sessions, deleted.SignIns, deleted.MoreWaits);
        return deleted;
    }

    private async Task<DeletedRows> DeleteOfAsync(string tenantId, DeletedRows sofar, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var used = await usedIds.DeleteExpiredAsync(tenantId, now - UsedIdGrace, MaxPerTenantAndTable, cancellationToken);
        var ended = await sessions.DeleteExpiredAsync(tenantId, now - SessionGrace, MaxPerTenantAndTable, cancellationToken);
        var old = await signIns.DeleteOlderAsync(tenantId, now - options.SignInRetention, MaxPerTenantAndTable, cancellationToken);
        return new DeletedRows(
            sofar.UsedIds + used,
            sofar.Sessions + ended,
            sofar.SignIns + old,
            sofar.MoreWaits || used == MaxPerTenantAndTable || ended == MaxPerTenantAndTable || old == MaxPerTenantAndTable);
    }
}
