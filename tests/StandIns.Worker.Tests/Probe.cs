using System.Collections.Concurrent;
using System.Threading.Channels;

namespace StandIns.Worker.Tests;

/// <summary>What sample functions and middleware tell the test, and what the test tells them.</summary>
internal sealed class Probe
{
    /// <summary>A wait that takes longer is a failure: better than a test that hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Channel<object?> _events = Channel.CreateUnbounded<object?>();

    /// <summary>Set to make the next calls of a function fail; each failure takes one.</summary>
    public int FailuresLeft;

    public ConcurrentQueue<string> Steps { get; } = [];

    public void Tell(object? value) => _events.Writer.TryWrite(value);

    public async Task<T> NextAsync<T>() => (T)(await _events.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit))!;

    public bool TakeFailure() => Interlocked.Decrement(ref FailuresLeft) >= 0;
}
