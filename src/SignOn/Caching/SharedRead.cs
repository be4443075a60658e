namespace SignOn;

/// <summary>
/// Lets all who need the same key at the same time share one read. Its failure is shared too, for a second: whoever comes in an outage does not
/// wait for timeouts and retries that somebody else has just waited for. What was read is the owner's to keep.
/// </summary>
/// <typeparam name="TValue">What is read.</typeparam>
/// <param name="time">The clock.</param>
public sealed class SharedRead<TValue>(TimeProvider time)
{
    /// <summary>How long an outage is remembered.</summary>
    public static readonly TimeSpan OutageKeptFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<TValue>? _read;
    private long _outageAt;

    /// <summary>The read that is under way; null: none.</summary>
    public Task<TValue>? Running
    {
        get
        {
            lock (_lock)
            {
                return _read is { IsCompleted: false } read ? read : null;
            }
        }
    }

    /// <summary>
    /// The read that is under way, or a new one; within a second after an outage, that outage. The read runs on another thread and is nobody's to
    /// cancel, because others wait for it: stop waiting by <see cref="Task{TResult}.WaitAsync(CancellationToken)"/>.
    /// </summary>
    /// <param name="read">Reads. Where another read may have ended just now, it should look first whether it is still needed.</param>
    public Task<TValue> RunAsync(Func<Task<TValue>> read)
    {
        lock (_lock)
        {
            return _read is { } last && (!last.IsCompleted || IsRecentOutage(last)) ? last : _read = Task.Run(() => ReadAsync(read));
        }
    }

    private bool IsRecentOutage(Task<TValue> read) =>
        read.Exception?.InnerException is StorageUnavailableException && time.GetElapsedTime(Volatile.Read(ref _outageAt)) < OutageKeptFor;

    private async Task<TValue> ReadAsync(Func<Task<TValue>> read)
    {
        try
        {
            return await read();
        }
        catch (StorageUnavailableException)
        {
            // Counted from the end: a read may have taken longer than a second to fail.
            Volatile.Write(ref _outageAt, time.GetTimestamp());
            throw;
        }
    }
}
