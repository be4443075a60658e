using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Deletes what has expired: used IDs, sessions, and audit lines beyond their retention. Run it every ten minutes.</summary>
public sealed class DeleteExpired(
    ITenantStore tenants, IUsedIdStore usedIds, ISessionStore sessions, ISignInLog signIns, SignOnOptions options, TimeProvider time, ILogger<DeleteExpired> logger)
{
    internal const int ChunkSize = 1_000;
    internal const int MaxPerRun = 50_000;

    // Clocks of instances differ, and skew belongs to the IDs' expiry already: a day more costs nothing.
    private static readonly TimeSpan UsedIdGrace = TimeSpan.FromDays(1);

    /// <summary>Deletes in chunks of 1,000, one tenant after the other, round and round, and about 50,000 in all; the rest waits for the next run.</summary>
    /// <exception cref="StorageUnavailableException">What was deleted is deleted; the next run goes on.</exception>
    public async Task<DeletedRows> RunAsync(CancellationToken cancellationToken)
    {
        var ids = await ListTenantsAsync(cancellationToken);

        // In another order each time, and a chunk at a time, so that no tenant with much to delete keeps others waiting.
        Random.Shared.Shuffle(CollectionsMarshal.AsSpan(ids));
        var waiting = new Queue<string>(ids);
        var deleted = new DeletedRows(0, 0, 0, false);
        while (waiting.TryDequeue(out var id))
        {
            if (deleted.UsedIds + deleted.Sessions + deleted.SignIns >= MaxPerRun)
            {
                deleted = deleted with { MoreWaits = true };
                break;
            }

            var (used, ended, old) = await DeleteChunksAsync(id, cancellationToken);
            deleted = deleted with { UsedIds = deleted.UsedIds + used, Sessions = deleted.Sessions + ended, SignIns = deleted.SignIns + old };
            if (used == ChunkSize || ended == ChunkSize || old == ChunkSize)
            {
                waiting.Enqueue(id);
            }
        }

        Log.CleanedUp(logger, deleted.UsedIds, deleted.Sessions, deleted.SignIns, deleted.MoreWaits);
        return deleted;
    }

    private async Task<List<string>> ListTenantsAsync(CancellationToken cancellationToken)
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

        return ids;
    }

    private async Task<(int UsedIds, int Sessions, int SignIns)> DeleteChunksAsync(string tenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return (
            await usedIds.DeleteExpiredAsync(tenantId, now - UsedIdGrace, ChunkSize, cancellationToken),
            await sessions.DeleteExpiredAsync(tenantId, now - options.SessionRetention, ChunkSize, cancellationToken),
            await signIns.DeleteOlderAsync(tenantId, now - options.SignInRetention, ChunkSize, cancellationToken));
    }
}
