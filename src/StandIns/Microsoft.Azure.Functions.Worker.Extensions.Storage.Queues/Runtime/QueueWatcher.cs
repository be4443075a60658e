using System.Collections.Concurrent;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// Wakes the listener of a queue when a function of the same process sends a message to it. The official extension does so too.
/// </summary>
internal sealed class QueueWatcher
{
    /// <summary>One per process, as one process is one function app. Keys hold the account, so tests do not meet.</summary>
    public static QueueWatcher Shared { get; } = new();

    private readonly ConcurrentDictionary<Uri, Action> _listeners = new();

    public void Register(Uri queue, Action wake) => _listeners.AddOrUpdate(queue, wake, (_, before) => before + wake);

    public void Unregister(Uri queue, Action wake)
    {
        if (_listeners.TryGetValue(queue, out var before) && before - wake is { } rest) _listeners[queue] = rest;
        else _listeners.TryRemove(queue, out _);
    }

    public void Notify(Uri queue)
    {
        if (_listeners.TryGetValue(queue, out var wake)) wake();
    }
}
