namespace SignOn.Tests;

/// <summary>The audit trail of changes, in memory.</summary>
internal sealed class MemoryAuditLog : IAuditLog
{
    /// <summary>The records, oldest first.</summary>
    public List<AuditRecord> Records { get; } = [];

    /// <summary>Whether every call fails.</summary>
    public bool Down { get; set; }

    public async Task AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Down)
        {
            throw new StorageUnavailableException("down", TimeSpan.FromSeconds(1));
        }

        Records.Add(record);
    }

    public Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadAsync(string? tenantId, string? after, int size, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<AuditRecord>, string?)>(([.. Records.AsEnumerable().Reverse().Where(r => tenantId is null || r.TenantId == tenantId).Take(size)], null));

    public Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Records.RemoveAll(r => r.At < before));
}
