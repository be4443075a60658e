using Microsoft.AspNetCore.Http;

namespace EndToEnd.Tests.Harness;

/// <summary>Something that goes wrong between the app and storage while this object lives. Made by <see cref="StorageProxy"/>.</summary>
public sealed class StorageFault : IDisposable
{
    /// <summary>How long a slow operation takes at least.</summary>
    public static readonly TimeSpan SlowBy = TimeSpan.FromMilliseconds(400);

    private readonly Action<StorageFault> _remove;
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    internal StorageFault(Func<StorageOperation, bool> hits, StorageFaultKind kind, int times, Action<StorageFault> remove)
    {
        Hits = hits;
        Kind = kind;
        _left = times;
        _remove = remove;
    }

    /// <summary>Completes when the first operation met it.</summary>
    public Task Met => _met.Task;

    internal Func<StorageOperation, bool> Hits { get; }

    internal StorageFaultKind Kind { get; }

    internal bool TryTake(StorageOperation operation)
    {
        if (!Hits(operation) || Interlocked.Decrement(ref _left) < 0)
        {
            return false;
        }

        _met.TrySetResult();
        return true;
    }

    /// <summary>Plays the fault. True when nothing is left to do for the request.</summary>
    internal async Task<bool> PlayBeforeAsync(HttpContext http)
    {
        switch (Kind)
        {
            case StorageFaultKind.Refuse:
                http.Abort();
                return true;
            case StorageFaultKind.Swallow:
                // Until the client gives up or dies: it must learn nothing.
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (http.RequestAborted.Register(gone.SetResult))
                {
                    await gone.Task;
                }

                return true;
            case StorageFaultKind.NoMessages:
                http.Response.ContentType = "application/xml";
                await http.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList/>", http.RequestAborted);
                return true;
            case StorageFaultKind.Slow:
                await Task.Delay(SlowBy, http.RequestAborted);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Ends the fault.</summary>
    public void Dispose() => _remove(this);
}
