using System.Runtime.CompilerServices;

namespace SignOn.Tests;

/// <summary>Emergency accesses in memory.</summary>
internal sealed class MemoryEmergencyStore : IEmergencyStore
{
    private readonly Dictionary<string, EmergencyAccess> _rows = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Runs before each write, for whoever comes in between.</summary>
    public Action? BeforeWrite { get; set; }

    public async Task<EmergencyAccess?> ReadAsync(string tenantId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _rows.GetValueOrDefault(tenantId);
    }

    public async IAsyncEnumerable<EmergencyAccess> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var access in _rows.Values.ToList())
        {
            yield return access;
        }
    }

    public async Task<bool> TryWriteAsync(EmergencyAccess access, CancellationToken cancellationToken)
    {
        await Task.Yield();
        BeforeWrite?.Invoke();
        if (_rows.GetValueOrDefault(access.TenantId)?.ETag != access.ETag)
        {
            return false;
        }

        Put(access);
        return true;
    }

    public void Put(EmergencyAccess access) => _rows[access.TenantId] = access with { ETag = $"{++_version}" };
}
