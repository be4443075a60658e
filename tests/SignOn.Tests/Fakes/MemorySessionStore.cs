namespace SignOn.Tests;

internal sealed class MemorySessionStore(Faults faults) : ISessionStore
{
    private readonly Dictionary<string, Session> _rows = new(StringComparer.Ordinal);

    public IReadOnlyList<Session> All => faults.Read("test", () => _rows.Values.ToList());

    public async Task InsertAsync(Session session, CancellationToken cancellationToken)
    {
        await Task.Yield();
        faults.Write("sessions insert", () => _rows.TryAdd(Key(session.TenantId, session.TokenHash), session));
    }

    public async Task<Session?> ReadAsync(string tenantId, string tokenHash, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Read("sessions read", () => _rows.GetValueOrDefault(Key(tenantId, tokenHash)));
    }

    public async Task RevokeAsync(string tenantId, string tokenHash, CancellationToken cancellationToken)
    {
        await Task.Yield();
        faults.Write("sessions revoke", () => Revoke(Key(tenantId, tokenHash)));
    }

    public async Task<int> RevokeAllAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Write(
            "sessions revoke all",
            () => _rows.Values.Where(s => s.TenantId == tenantId && s.UserKey == userKey).ToList().Count(s => Revoke(Key(tenantId, s.TokenHash))));
    }

    public async Task<int> DeleteAllAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Write(
            "sessions delete all",
            () => _rows.Where(s => s.Value.TenantId == tenantId && s.Value.UserKey == userKey).ToList().Count(s => _rows.Remove(s.Key)));
    }

    public async Task<IReadOnlyList<string>> FindAsync(string tenantId, string nameIdHash, string? sessionIndexHash, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Read<IReadOnlyList<string>>(
            "sessions find",
            () => [.. _rows.Values.Where(s => s.TenantId == tenantId && s.NameIdHash == nameIdHash && (sessionIndexHash ?? s.SessionIndexHash) == s.SessionIndexHash).Select(s => s.TokenHash)]);
    }

    public Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(faults.Write(
            "sessions delete",
            () => _rows.Where(s => s.Value.TenantId == tenantId && s.Value.ExpiresAt < before).Take(limit).ToList().Count(s => _rows.Remove(s.Key))));

    private bool Revoke(string key)
    {
        if (!_rows.TryGetValue(key, out var session))
        {
            return false;
        }

        _rows[key] = session with { Revoked = true };
        return true;
    }

    private static string Key(string tenantId, string tokenHash) => $"{tenantId}|{tokenHash}";
}
