using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Keeps a message hidden while it is processed.</summary>
internal sealed class MessageLease(QueueClient queue, QueueMessage message, TimeSpan invisible, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>The receipt to finish the message with.</summary>
    public string Receipt { get; private set; } = message.PopReceipt;

    /// <summary>Whether the message went to somebody else, or was deleted.</summary>
    public bool IsLost { get; private set; }

    public void Begin() => _loop = RenewAsync();

    /// <summary>Ends the renewals; afterwards <see cref="Receipt"/> no longer changes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RenewAsync()
    {
        while (!IsLost)
        {
            await Task.Delay(invisible / 2, _end.Token).ConfigureAwait(false);
            try
            {
                // Not cancelled midway: a renewal that the service has done changes the receipt, and its answer must be read.
                var renewed = await queue.HideAsync(message, Receipt, invisible, CancellationToken.None).ConfigureAwait(false);
                IsLost = renewed is null;
                Receipt = renewed ?? Receipt;
            }
#pragma warning disable CA1031 // Storage may be back at the next renewal.
            catch (Exception e)
            {
                QueueLog.CannotFinish(logger, message.Id, queue.Name, e);
            }
#pragma warning restore CA1031
        }
    }
}
