using Microsoft.Extensions.Logging;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Keeps what tenants' rows say about their IdPs current, from the metadata that the IdPs publish. Run it every ten minutes: each tenant
/// has its turn once a day, or when its metadata asks for it. Whatever fails, the last good values stay.
/// </summary>
public sealed class RefreshMetadata(
    TenantDirectory tenants, ITenantStore store, IMetadataFetcher fetcher, SignOnOptions options, TimeProvider time, ILogger<RefreshMetadata> logger)
{
    internal const int MaxPerRun = 100;
    internal const int AtOnce = 4;
    private const int MaxTries = 3;

    // What somebody wrote into the column by hand must not put the refresh off for ever.
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(25);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(55);

    // What an admin may have changed meanwhile, and what the refresh would overwrite.
    private static readonly TenantColumn[] Watched =
    [
        Columns.Enabled, Columns.IdpMetadataUrl, Columns.IdpMetadataCertificates, Columns.IdpEntityId, Columns.IdpSsoUrl, Columns.IdpSloUrl,
        Columns.IdpCertificates, Columns.SignRequests, Columns.RejectExpiredCertificates,
    ];

    // In memory, because a failure is written once and not at each try.
    private readonly ShortMemory<string> _failed = new(time, capacity: 10_000);

    /// <summary>Refreshes the tenants whose turn it is: at most 100 a run, four at once. Those that failed before come last.</summary>
    /// <returns>How many had their turn.</returns>
    /// <exception cref="StorageUnavailableException">What was refreshed is refreshed; the next run goes on.</exception>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var due = new List<(StoredTenant Row, bool Failed)>();
        var now = time.GetUtcNow();
        await foreach (var row in store.ListAsync(cancellationToken))
        {
            if (StateOf(row.Columns) is { } state && TenantIds.IsValid(row.TenantId) && IsDue(row.TenantId, state, now))
            {
                due.Add((row, state.Error.Length > 0));
            }
        }

        var turn = due.OrderBy(d => d.Failed).ThenBy(_ => Random.Shared.Next()).Take(MaxPerRun).ToList();
        await Parallel.ForEachAsync(
            turn,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (d, cancellation) => await TryRefreshAsync(d.Row, cancellation));
        if (turn.Count > 0)
        {
            Log.MetadataRun(logger, turn.Count, due.Count > turn.Count);
        }

        return turn.Count;
    }

    /// <summary>What one tenant's metadata brings to light must not cost the others their turn.</summary>
    private async Task TryRefreshAsync(StoredTenant row, CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(row, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException and not StorageUnavailableException)
        {
            _failed.Put(row.TenantId, e.Message);
            Log.MetadataRefreshFailed(logger, row.TenantId, e);
        }
    }

    /// <summary>Fetches one tenant's metadata and writes what is new. One storage operation, or none when nothing new is to be said.</summary>
    /// <param name="row">The row; without an ETag it is read anew before it is written.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task RefreshAsync(StoredTenant row, CancellationToken cancellationToken)
    {
        if (StateOf(row.Columns) is not { Url: { } url } state)
        {
            return;
        }

        var fetched = await fetcher.FetchAsync(url, cancellationToken);
        var current = row;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (current.Columns.ETag is not { } etag)
            {
                if (await store.ReadAsync(row.TenantId, cancellationToken) is not { ETag: { } read } columns || IsOvertaken(row.Columns, columns))
                {
                    break;
                }

                (current, etag) = (new StoredTenant(row.TenantId, columns), read);
                state = StateOf(columns) ?? state;
            }

            var (changes, problem) = Conclude(fetched, current, state, url);
            if (changes.Count == 0 || await store.TryMergeAsync(row.TenantId, changes, etag, cancellationToken))
            {
                Note(row.TenantId, changes, problem);
                // This instance need not wait for its copy to grow old.
                tenants.Take(row.TenantId, MetadataColumns.Merge(current.Columns, changes));
                return;
            }

            current = current with { Columns = current.Columns with { ETag = null } };
        }

        Log.MetadataOvertaken(logger, row.TenantId);
    }

    /// <summary>What the row says about metadata; null when it is not to be refreshed.</summary>
    internal MetadataState? StateOf(TenantColumns row)
    {
        var reader = new TenantRowReader(row);
        var isOff = bool.TryParse(reader.Raw(Columns.Enabled), out var enabled) && !enabled;
        return !isOff && MetadataState.Read(reader, options.PublicBaseUrl) is { Url: not null } state ? state : null;
    }

    private (Dictionary<string, object> Changes, string? Problem) Conclude(FetchedMetadata fetched, StoredTenant row, MetadataState state, Uri url)
    {
        var problem = fetched.Problem;
        if (fetched.Document is { } document)
        {
            if (MetadataColumns.TryRead(document.Span, row, state, time.GetUtcNow(), options.PublicBaseUrl, out var changes, out var unusable))
            {
                return (changes, null);
            }

            problem = $"The metadata at {url.GetLeftPart(UriPartial.Path)} is not taken: {unusable}";
        }

        return (problem == state.Error ? [] : new Dictionary<string, object> { [Columns.IdpMetadataError.Name] = problem! }, problem);
    }

    private void Note(string tenantId, Dictionary<string, object> changes, string? problem)
    {
        if (problem is not null)
        {
            _failed.Put(tenantId, problem);
            Log.MetadataNotRefreshed(logger, tenantId, problem);
            return;
        }

        _failed.Remove(tenantId);
        Log.MetadataRefreshed(logger, tenantId, string.Join(", ", changes.Keys.Where(IsValue)), changes.GetValueOrDefault(Columns.IdpMetadataWarnings.Name, ""));
    }

    private static bool IsValue(string column) => Watched.Any(w => w.Name == column);

    private bool IsDue(string tenantId, MetadataState state, DateTimeOffset now) =>
        !(state.NextRefreshAt > now && state.NextRefreshAt <= now + FurthestAhead)
        && !(_failed.Find(tenantId, out var age) is not null && age < PauseAfterFailure);

    private static bool IsOvertaken(TenantColumns before, TenantColumns after)
    {
        var (was, now) = (new TenantRowReader(before), new TenantRowReader(after));
        return Watched.Any(c => was.Raw(c) != now.Raw(c));
    }
}
