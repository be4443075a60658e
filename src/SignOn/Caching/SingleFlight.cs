namespace SignOn;

/// <summary>Lets callers who want the same thing at the same time share one read.</summary>
internal sealed class SingleFlight<TValue>
{
    private readonly Dictionary<string, Task<TValue>> _flights = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public Task<TValue> RunAsync(string key, Func<Task<TValue>> read, CancellationToken cancellationToken)
    {
        Task<TValue>? flight;
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out flight))
            {
                flight = FlyAsync(key, read);
                // A read that ended at once has removed itself already, before there was anything to remove.
                if (!flight.IsCompleted)
                {
                    _flights[key] = flight;
                }
            }
        }

        // The read itself is nobody's to cancel, because others wait for it too.
        return flight.WaitAsync(cancellationToken);
    }

    private async Task<TValue> FlyAsync(string key, Func<Task<TValue>> read)
    {
        try
        {
            return await read();
        }
        finally
        {
            lock (_lock)
            {
                _flights.Remove(key);
            }
        }
    }
}
