namespace SignOn;

/// <summary>Lists tenants as stored now, by id, a page at a time: one storage operation, more in a search.</summary>
public sealed class ListTenants(ITenantStore store, SignOnOptions options, TimeProvider time)
{
    /// <summary>Tenants of a page.</summary>
    public const int PageSize = 25;

    // A search that finds little looks at this many rows, shows what it found, and goes on when asked.
    internal const int MaxLookedAt = 2_000;
    private const int SearchedPerRead = 100;

    /// <summary>Reads a page.</summary>
    /// <param name="search">Part of an id, a name or a domain; empty for all.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async Task<TenantPage> RunAsync(string search, string? after, CancellationToken cancellationToken)
    {
        var found = new List<TenantOverview>();
        var last = after;
        var lookedAt = 0;
        // One more tells whether there is a next page. A search looks further.
        await foreach (var row in store.ListAfterAsync(after, search.Length == 0 ? PageSize + 1 : SearchedPerRead, cancellationToken))
        {
            var overview = TenantOverview.Of(row, options.PublicBaseUrl, time.GetUtcNow());
            var matches = overview.Matches(search);
            if (lookedAt == MaxLookedAt || (matches && found.Count == PageSize))
            {
                return new TenantPage(found, last);
            }

            lookedAt++;
            last = row.TenantId;
            if (matches)
            {
                found.Add(overview);
            }
        }

        return new TenantPage(found, null);
    }

    /// <summary>One tenant as stored now; null when there is none.</summary>
    /// <param name="tenantId">Its id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The row cannot be read.</exception>
    public async Task<TenantOverview?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        await store.ReadAsync(tenantId, cancellationToken) is { } columns ? TenantOverview.Of(new StoredTenant(tenantId, columns), options.PublicBaseUrl, time.GetUtcNow()) : null;
}
