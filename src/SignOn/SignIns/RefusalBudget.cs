namespace SignOn;

/// <summary>
/// Bounds how many refusals of a tenant this instance writes to the audit trail: 60 at once, then one a second. All are logged.
/// Anybody can post to a tenant's address; that should not fill its table or cost its owner.
/// </summary>
internal sealed class RefusalBudget(TimeProvider time)
{
    private const int Burst = 60;
    private const int MaxTenants = 10_000;

    private readonly Dictionary<string, (double Left, long At)> _left = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public bool TryTake(string tenantId)
    {
        lock (_lock)
        {
            if (_left.Count >= MaxTenants)
            {
                _left.Clear();
            }

            var now = time.GetTimestamp();
            var left = _left.TryGetValue(tenantId, out var last)
                ? Math.Min(Burst, last.Left + time.GetElapsedTime(last.At, now).TotalSeconds)
                : Burst;
            var taken = left >= 1;
            _left[tenantId] = (taken ? left - 1 : left, now);
            return taken;
        }
    }
}
