using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Finds tenants. A change of a row is seen by every instance within 30 seconds.</summary>
public sealed class TenantDirectory
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);

    // While storage is down nobody signs in, because replay records and sessions cannot be written. Keeping tenants for a while
    // keeps their metadata and the way to their IdPs up during a short outage. Longer would let a tenant that an admin has
    // switched off go on for as long as this instance alone cannot reach the table.
    internal static readonly TimeSpan UsableFor = FreshFor + TimeSpan.FromMinutes(5);

    // A read that fails has waited for its retries first. Only one request in this time should have to.
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(10);

    private const string AllDomains = "";
    private readonly TimeProvider _time;
    private readonly ITenantStore _store;
    private readonly SignOnOptions _options;
    private readonly ILogger<TenantDirectory> _logger;

    // Apart, so that a flood of made-up ids pushes no real tenant out.
    private readonly ShortMemory<TenantLookup> _known;
    private readonly ShortMemory<TenantLookup> _unknown;
    private readonly ShortMemory<Dictionary<string, List<Tenant>>> _domains;
    private readonly SingleFlight<TenantLookup> _reads = new();
    private readonly SingleFlight<Dictionary<string, List<Tenant>>> _listings = new();
    private readonly ConcurrentDictionary<string, byte> _broken = new(StringComparer.Ordinal);
    private long _lastOutage;
    private bool _hadOutage;

    /// <summary>Needs the store, the public address and a clock.</summary>
    public TenantDirectory(ITenantStore store, SignOnOptions options, TimeProvider time, ILogger<TenantDirectory> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _known = new(time, capacity: 10_000);
        _unknown = new(time, capacity: 1_000);
        _domains = new(time, capacity: 1);
    }

    /// <summary>How many tenants this instance last met with a row that does not parse. Costs nothing.</summary>
    public int BrokenTenants => _broken.Count;

    /// <summary>Looks a tenant up. No storage operation while the copy is fresh; otherwise one, shared by all who wait.</summary>
    /// <param name="tenantId">The id as in a URL; compared in lower case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The row cannot be read, and no copy of at most five and a half minutes is at hand.</exception>
    public ValueTask<TenantLookup> FindAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (TenantIds.Normalize(tenantId) is not { } id)
        {
            return new(TenantLookup.Unknown.Instance);
        }

        var copy = _known.Find(id, out var age) ?? _unknown.Find(id, out age);
        return copy is not null && (age < FreshFor || (IsKept(copy, age) && InOutage())) ? new(copy) : new(ReadAsync(id, copy, age, cancellationToken));
    }

    /// <summary>
    /// The tenant whose people have addresses in this address's domain. Null when there is none; also when several tenants
    /// claim the domain, because a guess could send people to a stranger's IdP.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async ValueTask<Tenant?> FindByEmailDomainAsync(string email, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryGetDomain(email.Trim(), out var domain))
        {
            return null;
        }

        return (await DomainsAsync(cancellationToken)).GetValueOrDefault(domain) is [var tenant] ? tenant : null;
    }

    /// <summary>Which of a tenant's e-mail domains others claim, too. No storage operation while a listing of at most 30 seconds is at hand.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async ValueTask<IReadOnlyList<SharedDomain>> FindSharedDomainsAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.EmailDomains.Count == 0)
        {
            return [];
        }

        var map = await DomainsAsync(cancellationToken);
        return [.. tenant.EmailDomains
            .Select(d => new SharedDomain(d, [.. map.GetValueOrDefault(d, []).Select(t => t.Id).Where(id => id != tenant.Id)]))
            .Where(d => d.TenantIds.Count > 0)];
    }

    /// <summary>Every tenant's state as stored now, for health pages and timers.</summary>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async IAsyncEnumerable<KeyValuePair<string, TenantLookup>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (id, columns) in _store.ListAsync(cancellationToken))
        {
            yield return KeyValuePair.Create(id, TenantRow.Parse(id, columns, _options.PublicBaseUrl));
        }
    }

    private async ValueTask<Dictionary<string, List<Tenant>>> DomainsAsync(CancellationToken cancellationToken)
    {
        var map = _domains.Find(AllDomains, out var age);
        return map is not null && age < FreshFor ? map : await _listings.RunAsync(AllDomains, ReadDomainsAsync, cancellationToken);
    }

    private async Task<TenantLookup> ReadAsync(string id, TenantLookup? copy, TimeSpan age, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.RunAsync(id, () => ReadNowAsync(id), cancellationToken);
        }
        catch (StorageUnavailableException e) when (IsKept(copy, age))
        {
            Volatile.Write(ref _lastOutage, _time.GetTimestamp());
            Volatile.Write(ref _hadOutage, true);
            Log.TenantKeptDuringOutage(_logger, id, age, e);
            return copy!;
        }
    }

    private static bool IsKept(TenantLookup? copy, TimeSpan age) => copy is not null and not TenantLookup.Unknown && age < UsableFor;

    private bool InOutage() => Volatile.Read(ref _hadOutage) && _time.GetElapsedTime(Volatile.Read(ref _lastOutage)) < PauseAfterOutage;

    private async Task<TenantLookup> ReadNowAsync(string id)
    {
        if (await _store.ReadAsync(id, CancellationToken.None) is not { } columns)
        {
            _known.Remove(id);
            _broken.TryRemove(id, out _);
            _unknown.Put(id, TenantLookup.Unknown.Instance);
            return TenantLookup.Unknown.Instance;
        }

        Volatile.Write(ref _hadOutage, false);
        return Take(id, columns);
    }

    /// <summary>Makes the next request look for the tenant anew, because somebody has just deleted it.</summary>
    internal void Forget(string id)
    {
        _broken.TryRemove(id, out _);
        _known.Remove(id);
    }

    /// <summary>Takes a row that somebody has just read or written as the newest one.</summary>
    internal TenantLookup Take(string id, TenantColumns columns)
    {
        var lookup = TenantRow.Parse(id, columns, _options.PublicBaseUrl);
        if (lookup is TenantLookup.Broken broken)
        {
            _broken.TryAdd(id, 0);
            Log.TenantBroken(_logger, id, string.Join(" | ", broken.Errors));
        }
        else
        {
            _broken.TryRemove(id, out _);
        }

        _unknown.Remove(id);
        _known.Put(id, lookup);
        return lookup;
    }

    private async Task<Dictionary<string, List<Tenant>>> ReadDomainsAsync()
    {
        var map = new Dictionary<string, List<Tenant>>(StringComparer.Ordinal);
        await foreach (var (_, lookup) in ListAsync(CancellationToken.None))
        {
            if (lookup is not TenantLookup.Found { Tenant: var tenant })
            {
                continue;
            }

            foreach (var domain in tenant.EmailDomains.Where(d => !map.TryAdd(d, [tenant])))
            {
                map[domain].Add(tenant);
                Log.DomainClaimedTwice(_logger, domain, tenant.Id);
            }
        }

        _domains.Put(AllDomains, map);
        return map;
    }
}
