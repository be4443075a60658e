namespace SignOn.Tests;

internal sealed class MemoryUsedIdStore(Faults faults) : IUsedIdStore
{
    private readonly Dictionary<string, DateTimeOffset> _rows = new(StringComparer.Ordinal);

    public async Task<UsedId?> TryUseAsync(string tenantId, IReadOnlyList<UsedId> ids, CancellationToken cancellationToken)
    {
        // As in the real store: the place depends on the ID's own expiry, and days are taken one after the other.
        foreach (var day in ids.GroupBy(i => i.ExpiresAt.UtcDateTime.Date))
        {
            await Task.Yield();
            var used = faults.Write("used ids insert", () =>
            {
                var keys = day.ToDictionary(i => $"{tenantId}|{day.Key:yyyyMMdd}|{i.Kind}|{i.Id}");
                if (keys.Keys.FirstOrDefault(_rows.ContainsKey) is { } taken)
                {
                    return keys[taken];
                }

                foreach (var (key, id) in keys)
                {
                    _rows.Add(key, id.ExpiresAt);
                }

                return null;
            });
            if (used is not null)
            {
                return used;
            }
        }

        return null;
    }

    public Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(faults.Write(
            "used ids delete",
            () => _rows.Where(r => r.Key.StartsWith(tenantId + "|", StringComparison.Ordinal) && r.Value.UtcDateTime.Date < before.UtcDateTime.Date)
                .Take(limit).ToList().Count(r => _rows.Remove(r.Key))));
}
