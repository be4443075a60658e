using Microsoft.Extensions.Logging;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Looks for newer keys of an IdP when a response is signed by an unknown one. Anybody can post such a response, so a tenant's metadata is
/// fetched on this account at most every five minutes: one instance claims the turn in the row, the others wait for what it finds.
/// A flood costs an instance no more than one look in that time, which is a few storage operations.
/// </summary>
public sealed class NewerKeys(TenantDirectory tenants, ITenantStore store, RefreshMetadata refresh, TimeProvider time, ILogger<NewerKeys> logger)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>A person waits at a browser. The look itself goes on, and the next try finds what it brought.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // A fetch takes ten seconds at most. What is older than that and has brought nothing will bring nothing.
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private const int MostReads = 4;

    private readonly ShortMemory<string> _looked = new(time, capacity: 10_000);
    private readonly SingleFlight<Tenant?> _looks = new();

    /// <summary>The tenant with other keys, or metadata that is valid for longer, than <paramref name="tenant"/> has; null when there is none to be had now.</summary>
    /// <param name="tenant">The tenant whose keys do not do.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<Tenant?> FindAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.IdpMetadataUrl is null)
        {
            return null;
        }

        try
        {
            // Whoever came a moment too early to see what a look brought finds it in the directory.
            if (Newer(tenant, await tenants.FindAsync(tenant.Id, cancellationToken)) is { } known)
            {
                return known;
            }

            if (_looked.Find(tenant.Id, out var age) is not null && age < Pause)
            {
                return null;
            }

            var found = await _looks.RunAsync(tenant.Id, () => LookAsync(tenant), cancellationToken).WaitAsync(LongestWait, time, cancellationToken);
            return found is null ? null : Newer(tenant, new TenantLookup.Found(found));
        }
        catch (Exception e) when (e is TimeoutException or StorageUnavailableException)
        {
            // Then the response is what it was: signed by a key that we do not know.
            return null;
        }
    }

    private async Task<Tenant?> LookAsync(Tenant known)
    {
        try
        {
            return await LookOnceAsync(known);
        }
        catch (StorageUnavailableException e)
        {
            Log.NewerKeysUnavailable(logger, known.Id, e);
            return null;
        }
        finally
        {
            _looked.Put(known.Id, known.Id);
        }
    }

    private async Task<Tenant?> LookOnceAsync(Tenant known)
    {
        var (row, newer) = await ReadAsync(known);
        if (newer is not null || row is not { ETag: { } etag } || refresh.StateOf(row) is not { } state)
        {
            return newer;
        }

        var now = time.GetUtcNow();
        if (state.CheckedAt is { } checkedAt && Distance(now, checkedAt) < Pause)
        {
            return IsUnderWay(state, now) ? await WaitForOtherAsync(known) : null;
        }

        var claim = new Dictionary<string, object> { [Columns.IdpMetadataCheckedAt.Name] = MetadataState.Write(now) };
        if (!await store.TryMergeAsync(known.Id, claim, etag, CancellationToken.None))
        {
            return await WaitForOtherAsync(known);
        }

        await refresh.RefreshAsync(new StoredTenant(known.Id, MetadataColumns.Merge(row, claim)), CancellationToken.None);
        return Newer(known, await tenants.FindAsync(known.Id, CancellationToken.None));
    }

    /// <summary>Another instance is fetching, and its finding will be in the row.</summary>
    private async Task<Tenant?> WaitForOtherAsync(Tenant known)
    {
        var pause = FirstPause;
        for (var reads = 0; reads < MostReads; reads++, pause *= 2)
        {
            await Task.Delay(pause, time);
            var (row, newer) = await ReadAsync(known);
            if (newer is not null || row is null || refresh.StateOf(row) is not { } state || !IsUnderWay(state, time.GetUtcNow()))
            {
                return newer;
            }
        }

        return null;
    }

    private async Task<(TenantColumns? Row, Tenant? Newer)> ReadAsync(Tenant known)
    {
        var row = await store.ReadAsync(known.Id, CancellationToken.None);
        return (row, row is null ? null : Newer(known, tenants.Take(known.Id, row)));
    }

    private static bool IsUnderWay(MetadataState state, DateTimeOffset now) =>
        state.CheckedAt is { } at && !(state.RefreshedAt >= at) && Distance(now, at) < LongestFetch;

    // Clocks differ, and hand edits happen: a time far ahead is no reason never to look.
    private static TimeSpan Distance(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration();

    private static Tenant? Newer(Tenant known, TenantLookup lookup) =>
        lookup is TenantLookup.Found { Tenant: var tenant }
        && (tenant.IdpMetadataValidUntil != known.IdpMetadataValidUntil || !Thumbprints(tenant).SetEquals(Thumbprints(known)))
            ? tenant
            : null;

    private static HashSet<string> Thumbprints(Tenant tenant) => tenant.IdentityProvider.SigningKeys.Select(k => k.Thumbprint).ToHashSet(StringComparer.Ordinal);
}
