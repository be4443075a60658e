using System.Runtime.CompilerServices;

namespace SignOn.Tests;

internal sealed class MemorySignInLog(Faults faults) : ISignInLog, ISignInHistory
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

    public async IAsyncEnumerable<StoredSignIn> ListAsync(string tenantId, SignInRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var rows = faults.Read("sign-ins list", () => _rows.Select((r, i) => new StoredSignIn($"{_rows.Count - i:D6}", r with { Trace = null })).Reverse().ToList());
        foreach (var row in rows.Where(r => r.Record.TenantId == tenantId && !(r.Record.At < range.From) && !(r.Record.At >= range.Before)
            && string.CompareOrdinal(r.Key, range.After) > 0))
        {
            yield return row;
        }
    }

    public async IAsyncEnumerable<KeyValuePair<DateTimeOffset, SignInEvent>> ListEventsAsync(
        string tenantId, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var record in faults.Read("sign-ins events", () => _rows.Where(r => r.TenantId == tenantId && r.At >= from).Reverse().ToList()))
        {
            yield return KeyValuePair.Create(record.At, record.Event);
        }
    }

    public async Task<IReadOnlyList<SignInRecord>> FindAsync(string tenantId, string correlationId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.Read("sign-ins find", () => _rows.Where(r => r.TenantId == tenantId && r.CorrelationId == correlationId).Reverse().ToList());
    }
}
