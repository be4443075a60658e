using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Deletes what deleted tenants left: users, sessions, used IDs, sign-ins, and revokes their keys and links. Run it every ten minutes. A
/// mark of a deleted tenant stays for a day, because for some minutes other instances may still know the tenant and write rows for it.
/// </summary>
public sealed class RemoveTenants(ITenantStore tenants, ITenantRemoval removal, TimeProvider time, ILogger<RemoveTenants> logger)
{
    internal const int ChunkSize = 1_000;
    internal const int MaxPerRun = 20_000;
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Deletes about 20,000 rows at most; the rest waits for the next run.</summary>
    /// <returns>How many rows were deleted.</returns>
    /// <exception cref="StorageUnavailableException">What was deleted is deleted; the next run goes on.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        var marks = new List<(string TenantId, DateTimeOffset At)>();
        await foreach (var mark in removal.ListAsync(cancellationToken))
        {
            marks.Add(mark);
        }

        foreach (var (tenantId, at) in marks.OrderBy(m => m.At).TakeWhile(_ => deleted < MaxPerRun))
        {
            deleted += await RemoveAsync(tenantId, at, MaxPerRun - deleted, cancellationToken);
        }

        return deleted;
    }

    private async Task<int> RemoveAsync(string tenantId, DateTimeOffset at, int most, CancellationToken cancellationToken)
    {
        // Somebody put the settings back by hand: then nothing of what is left may go.
        if (await tenants.ReadAsync(tenantId, cancellationToken) is not null)
        {
            await removal.ForgetAsync(tenantId, at, cancellationToken);
            Log.TenantPutBack(logger, tenantId);
            return 0;
        }

        var deleted = 0;
        var now = time.GetUtcNow();
        int chunk;
        do
        {
            chunk = await removal.DeleteRowsAsync(tenantId, ChunkSize, now, cancellationToken);
            deleted += chunk;
        }
        while (chunk > 0 && deleted < most);

        if (chunk == 0 && now - at >= Kept)
        {
            await removal.ForgetAsync(tenantId, at, cancellationToken);
            Log.TenantRemoved(logger, tenantId);
        }

        return deleted;
    }
}
