namespace SignOn.Tests;

/// <summary>What admins need, in memory.</summary>
internal sealed class MemoryAdminStore : IAdminStore
{
    private readonly List<DateTimeOffset> _attempts = [];

    // One lock for everything: an operation of the store is atomic, two are not.
    private readonly Lock _lock = new();

    public Dictionary<(AdminGrantKind Kind, string? TenantId, string Id), AdminGrant> Grants { get; } = [];

    public Dictionary<string, AdminSession> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>How many storage operations there were.</summary>
    public int Operations { get; private set; }

    /// <summary>Whether every call fails.</summary>
    public bool Down { get; set; }

    /// <summary>No operation ends before this.</summary>
    public Task Slowness { get; set; } = Task.CompletedTask;

    /// <summary>Who used up which link.</summary>
    public Dictionary<string, string> UsedBy { get; } = new(StringComparer.Ordinal);

    public int Attempts => _attempts.Count;

    public Task<bool> TryInsertGrantAsync(AdminGrant grant, CancellationToken cancellationToken) => Do(() => Grants.TryAdd(KeyOf(grant), grant));

    public Task<AdminGrant?> ReadGrantAsync(AdminGrantKind kind, string? tenantId, string id, CancellationToken cancellationToken) =>
        Do(() => Grants.GetValueOrDefault((kind, kind == AdminGrantKind.ApiKey ? null : tenantId, id)));

    public async IAsyncEnumerable<AdminGrant> ListGrantsAsync(
        AdminGrantKind kind, string? tenantId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var grant in await Do(() => Grants.Values.Where(g => g.Kind == kind && (kind == AdminGrantKind.ApiKey || g.TenantId == tenantId)).ToList()))
        {
            yield return grant;
        }
    }

    public async IAsyncEnumerable<AdminGrant> ListSetupLinksOfAsync(string actor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var grant in await Do(() => Grants.Values.Where(g => g.Kind == AdminGrantKind.SetupLink && g.CreatedBy == actor).ToList()))
        {
            yield return grant;
        }
    }

    public Task<byte[]> ReadSealKeyAsync(CancellationToken cancellationToken) => Do(() => new byte[32]);

    public Task RevokeGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        Change(kind, tenantId, id, g => g with { RevokedAt = at });

    public Task UseGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateOnly day, CancellationToken cancellationToken) =>
        Change(kind, tenantId, id, g => g with { LastUsedOn = day });

    public Task<bool> TryUseOnceAsync(AdminGrantKind kind, string tenantId, string id, string by, DateTimeOffset at, CancellationToken cancellationToken) => Do(() =>
    {
        if (!Grants.TryGetValue((kind, tenantId, id), out var grant) || grant.Emergency?.UsedAt is not null)
        {
            return UsedBy.GetValueOrDefault(id) == by;
        }

        Grants[(kind, tenantId, id)] = grant with { Emergency = grant.Emergency! with { UsedAt = at } };
        UsedBy[id] = by;
        return true;
    });

    public Task CompleteStepAsync(string tenantId, string linkId, SetupStep step, DateTimeOffset at, CancellationToken cancellationToken) =>
        Change(AdminGrantKind.SetupLink, tenantId, linkId, g => g with { Steps = new Dictionary<SetupStep, DateTimeOffset>(g.Steps) { [step] = at } });

    public Task InsertSessionAsync(AdminSession session, CancellationToken cancellationToken) => Do(() => Sessions.Add(session.TokenHash, session));

    public Task<AdminSession?> ReadSessionAsync(string tokenHash, CancellationToken cancellationToken) => Do(() => Sessions.GetValueOrDefault(tokenHash));

    public Task SeeSessionAsync(string tokenHash, DateTimeOffset at, CancellationToken cancellationToken) => Change(tokenHash, s => s with { SeenAt = at });

    public Task RevokeSessionAsync(string tokenHash, CancellationToken cancellationToken) => Change(tokenHash, s => s with { Revoked = true });

    public Task AddAttemptAsync(DateTimeOffset at, CancellationToken cancellationToken) => Do(() => _attempts.Add(at));

    public Task<int> CountAttemptsAsync(DateTimeOffset since, int most, CancellationToken cancellationToken) => Do(() => Math.Min(most, _attempts.Count(a => a >= since)));

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Do(() => Sessions.Where(s => s.Value.ExpiresAt < now).Take(limit).ToList().Count(s => Sessions.Remove(s.Key)));

    private static (AdminGrantKind Kind, string? TenantId, string Id) KeyOf(AdminGrant grant) =>
        (grant.Kind, grant.Kind == AdminGrantKind.ApiKey ? null : grant.TenantId, grant.Id);

    private Task<bool> Change(AdminGrantKind kind, string? tenantId, string id, Func<AdminGrant, AdminGrant> change) => Do(() =>
    {
        var key = (kind, kind == AdminGrantKind.ApiKey ? null : tenantId, id);
        if (Grants.TryGetValue(key, out var grant))
        {
            Grants[key] = change(grant);
        }
    });

    private Task<bool> Change(string tokenHash, Func<AdminSession, AdminSession> change) => Do(() =>
    {
        if (Sessions.TryGetValue(tokenHash, out var session))
        {
            Sessions[tokenHash] = change(session);
        }
    });

    private Task<bool> Do(Action action) => Do(() =>
    {
        action();
        return true;
    });

    private async Task<T> Do<T>(Func<T> action)
    {
        await Task.Yield();
        await Slowness;
        lock (_lock)
        {
            Operations++;
            return Down ? throw new StorageUnavailableException("down", TimeSpan.FromSeconds(1)) : action();
        }
    }
}
