using System.Collections.Concurrent;

namespace SignOn;

/// <summary>Keeps values for a short time, and never more than a fixed number of them, whatever is asked for.</summary>
internal sealed class ShortMemory<TValue>(TimeProvider time, int capacity)
    where TValue : class
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The value, and how long ago it was put here; null when there is none.</summary>
    public TValue? Find(string key, out TimeSpan age)
    {
        var found = _entries.TryGetValue(key, out var entry);
        age = found ? time.GetElapsedTime(entry!.At) : TimeSpan.MaxValue;
        return entry?.Value;
    }

    public void Put(string key, TValue value)
    {
        if (_entries.Count >= capacity && !_entries.ContainsKey(key))
        {
            // Starting afresh costs one read for each key still in use; keeping order would cost on every read.
            _entries.Clear();
        }

        _entries[key] = new Entry(value, time.GetTimestamp());
    }

    public void Remove(string key) => _entries.TryRemove(key, out _);

    // No struct: the framework's dictionary of those would have to be compiled when the first person waits.
    private sealed record Entry(TValue Value, long At);
}
