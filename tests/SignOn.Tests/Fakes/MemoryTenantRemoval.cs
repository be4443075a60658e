namespace SignOn.Tests;

/// <summary>Removes tenants of <see cref="MemoryTenantStore"/>; what they left is a number of rows.</summary>
internal sealed class MemoryTenantRemoval(MemoryTenantStore tenants) : ITenantRemoval
{
    public Dictionary<string, DateTimeOffset> Marks { get; } = new(StringComparer.Ordinal);

    /// <summary>How many rows are left of each tenant.</summary>
    public Dictionary<string, int> Rows { get; } = new(StringComparer.Ordinal);

    public Task<bool> TryRemoveAsync(string tenantId, string etag, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (tenants.Peek(tenantId)?.ETag != etag)
        {
            return Task.FromResult(false);
        }

        tenants.Remove(tenantId);
        Marks[tenantId] = at;
        return Task.FromResult(true);
    }

    public Task<bool> IsRemovedAsync(string tenantId, CancellationToken cancellationToken) => Task.FromResult(Marks.ContainsKey(tenantId));

    public async IAsyncEnumerable<(string TenantId, DateTimeOffset At)> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var mark in Marks.ToList())
        {
            yield return (mark.Key, mark.Value);
        }
    }

    public Task<int> DeleteRowsAsync(string tenantId, int limit, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var deleted = Math.Min(limit, Rows.GetValueOrDefault(tenantId));
        Rows[tenantId] = Rows.GetValueOrDefault(tenantId) - deleted;
        return Task.FromResult(deleted);
    }

    public Task ForgetAsync(string tenantId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (Marks.GetValueOrDefault(tenantId) == at)
        {
            Marks.Remove(tenantId);
        }

        return Task.CompletedTask;
    }
}
