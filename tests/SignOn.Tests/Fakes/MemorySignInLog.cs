using System.Runtime.CompilerServices;

namespace SignOn.Tests;

internal sealed class MemorySignInLog(Faults faults) : ISignInLog
{
    private readonly List<SignInRecord> _rows = [];

    public IReadOnlyList<SignInRecord> All => faults.Read("test", () => _rows.ToList());

    public async Task AppendAsync(SignInRecord record, CancellationToken cancellationToken)
    {
        await Task.Yield();
        faults.Write("sign-ins append", () =>
        {
            _rows.Add(record);
            return true;
        });
    }

    public async IAsyncEnumerable<SignInRecord> ReadAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var record in All.Where(r => r.TenantId == tenantId).Reverse())
        {
            yield return record;
        }
    }

    public async Task<int> EraseUserAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Write("sign-ins erase", () =>
        {
            var hits = _rows.Where(r => r.TenantId == tenantId && r.UserKey == userKey).ToList();
            hits.ForEach(r => _rows[_rows.IndexOf(r)] = r with { UserKey = null });
            return hits.Count;
        });
    }

    public Task<int> DeleteOlderAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(faults.Write(
            "sign-ins delete", () => _rows.Where(r => r.TenantId == tenantId && r.At < before).Take(limit).ToList().Count(_rows.Remove)));
}
