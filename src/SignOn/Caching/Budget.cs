namespace SignOn;

/// <summary>Bounds how often something is done for each of many keys on this instance: a burst at once, then one in each interval.</summary>
internal sealed class Budget(TimeProvider time, int burst, TimeSpan interval)
{
    private const int MaxKeys = 10_000;

    private readonly Dictionary<string, (double Left, long At)> _left = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>
    /// Refusals of a tenant in the audit trail: anybody can post to a tenant's address; that should not fill its table or cost its owner.
    /// All are logged.
    /// </summary>
    public static Budget OfRefusals(TimeProvider time) => new(time, 60, TimeSpan.FromSeconds(1));

    /// <summary>Takes one; false when there is none left.</summary>
    public bool TryTake(string key)
    {
        lock (_lock)
        {
            if (_left.Count >= MaxKeys)
            {
                _left.Clear();
            }

            var now = time.GetTimestamp();
            var left = _left.TryGetValue(key, out var last) ? Math.Min(burst, last.Left + (time.GetElapsedTime(last.At, now) / interval)) : burst;
            var taken = left >= 1;
            _left[key] = (taken ? left - 1 : left, now);
            return taken;
        }
    }
}
