using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SignOn.Tests;

internal sealed class MemoryTenantStore(Faults faults) : ITenantStore
{
    private readonly ConcurrentDictionary<string, TenantColumns> _rows = new();
    private int _version;

    /// <summary>Holds reads back until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public void Put(string tenantId, IReadOnlyDictionary<string, object> values) => _rows[tenantId] = new TenantColumns(values, $"v{Interlocked.Increment(ref _version)}");

    public void Set(string tenantId, string column, object value)
    {
        var values = _rows[tenantId].Values.ToDictionary(v => v.Key, v => v.Value);
        values[column] = value;
        Put(tenantId, values);
    }

    public void Remove(string tenantId) => _rows.TryRemove(tenantId, out _);

    public async Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await Gate;
        return faults.Read("tenants read", () => _rows.GetValueOrDefault(tenantId));
    }

    public async IAsyncEnumerable<StoredTenant> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var (id, columns) in faults.Read("tenants list", () => _rows.ToList()))
        {
            yield return new StoredTenant(id, columns);
        }
    }

    public TenantColumns? Peek(string tenantId) => _rows.GetValueOrDefault(tenantId);

    public string Text(string tenantId, string column) => _rows[tenantId].Values.GetValueOrDefault(column, "").ToString()!;

    /// <summary>Called before each merge, as whoever comes in between.</summary>
    public Action<string>? BeforeMerge { get; set; }

    public async IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var rows = faults.Read("tenants list", () => _rows.OrderBy(r => r.Key, StringComparer.Ordinal).ToList());
        foreach (var (id, columns) in rows.Where(r => string.CompareOrdinal(r.Key, after) > 0))
        {
            yield return new StoredTenant(id, columns);
        }
    }

    public async Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Write("tenants write", () =>
        {
            if (_rows.GetValueOrDefault(tenantId)?.ETag != columns.ETag)
            {
                return false;
            }

            Put(tenantId, columns.Values);
            return true;
        });
    }

    public async Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken)
    {
        await Task.Yield();
        BeforeMerge?.Invoke(tenantId);
        return faults.Write("tenants merge", () =>
        {
            if (_rows.GetValueOrDefault(tenantId) is not { } row || row.ETag != etag)
            {
                return false;
            }

            var values = row.Values.ToDictionary(v => v.Key, v => v.Value);
            foreach (var (name, value) in columns)
            {
                values[name] = value;
            }

            Put(tenantId, values);
            return true;
        });
    }
}
