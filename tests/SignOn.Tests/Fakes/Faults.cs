namespace SignOn.Tests;

/// <summary>
/// Counts the storage operations of all fakes, and lets one of the writes fail: before it took effect, or after it, when the
/// caller cannot know. That is what a killed process and a lost answer look like from the next run's point of view.
/// </summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<string> _operations = [];
    private int _writes;
    private int _failAt;
    private bool _after;

    public IReadOnlyList<string> Operations
    {
        get
        {
            lock (_lock)
            {
                return [.. _operations];
            }
        }
    }

    /// <summary>Whether every call fails, reads too.</summary>
    public bool Down { get; set; }

    public bool Struck { get; private set; }

    public void FailWrite(int number, bool after)
    {
        lock (_lock)
        {
            (_failAt, _after, _writes, Struck) = (number, after, 0, false);
        }
    }

    public void Forget()
    {
        lock (_lock)
        {
            _operations.Clear();
            _failAt = 0;
        }
    }

    public T Read<T>(string name, Func<T> read)
    {
        lock (_lock)
        {
            _operations.Add(name);
            return Down ? throw Unavailable() : read();
        }
    }

    public T Write<T>(string name, Func<T> write)
    {
        // One lock for everything: an operation of the store is atomic, two are not.
        lock (_lock)
        {
            _operations.Add(name);
            var strikes = ++_writes == _failAt;
            Struck |= strikes;
            if (Down || (strikes && !_after))
            {
                throw Unavailable();
            }

            var result = write();
            return strikes ? throw Unavailable() : result;
        }
    }

    private static StorageUnavailableException Unavailable() => new("The test has unplugged storage.", TimeSpan.FromSeconds(10));
}
