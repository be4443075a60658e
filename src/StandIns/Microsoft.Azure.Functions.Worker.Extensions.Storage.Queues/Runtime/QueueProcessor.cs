using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Processes one message to its end: deleted, visible again, or in the poison queue. Never throws.</summary>
internal sealed class QueueProcessor(
    FunctionEntry function,
    QueueClient queue,
    QueueClient? poison,
    QueueSettings settings,
    QueueTimings timings,
    FunctionRunner runner,
    ILogger logger)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task ProcessAsync(QueueMessage message, CancellationToken stop)
    {
        var lease = new MessageLease(queue, message, timings.Invisible, logger);
        try
        {
            var outcome = await RunAsync(message, lease, stop).ConfigureAwait(false);
            await lease.DisposeAsync().ConfigureAwait(false);
            if (lease.IsLost)
            {
                QueueLog.Lost(logger, message.Id, queue.Name);
            }
            else
            {
                await FinishAsync(message, lease.Receipt, outcome).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Storage may be down in any way. The message is hidden for a while and then comes again.
        catch (Exception e)
        {
            QueueLog.CannotFinish(logger, message.Id, queue.Name, e);
        }
#pragma warning restore CA1031
    }

    private async Task<Outcome> RunAsync(QueueMessage message, MessageLease lease, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return Outcome.Failed;

        // A process may have died while it moved the message: it is counted once too often, and only the move is left to do.
        if (message.DequeueCount > settings.MaxDequeueCount && poison is not null) return Outcome.Hopeless;
        if (Decode(message) is not { } text) return Outcome.Hopeless;

        lease.Begin();
        try
        {
            await runner.RunAsync(function, Input(message, text), stop).ConfigureAwait(false);
            return Outcome.Succeeded;
        }
#pragma warning disable CA1031 // The runner has logged it; the message is tried again.
        catch (Exception)
        {
            return message.DequeueCount >= settings.MaxDequeueCount ? Outcome.Hopeless : Outcome.Failed;
        }
#pragma warning restore CA1031
    }

    // What is done here must not be cut short by the stop of the host, or the message would stay hidden for minutes.
    private async Task FinishAsync(QueueMessage message, string receipt, Outcome outcome)
    {
        if (outcome == Outcome.Succeeded)
        {
            await queue.DeleteAsync(message, receipt, CancellationToken.None).ConfigureAwait(false);
        }
        else if (poison is null)
        {
            // As in the official extension: it stays hidden until its time runs out, so that it does not come again at once for ever.
        }
        else if (outcome == Outcome.Hopeless)
        {
            QueueLog.Poison(logger, message.Id, message.DequeueCount, poison.Name);
            await poison.AddAsync(message.Text, CancellationToken.None).ConfigureAwait(false);
            await queue.DeleteAsync(message, receipt, CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await queue.HideAsync(message, receipt, settings.VisibilityTimeout, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // As in the official extension a text that is not base64 is not tried again: it would never change.
    private string? Decode(QueueMessage message)
    {
        if (!settings.Base64) return message.Text;

        var bytes = new byte[message.Text.Length];
        if (Convert.TryFromBase64String(message.Text, bytes, out var length)) return Utf8.GetString(bytes, 0, length);

        QueueLog.NotBase64(logger, message.Id, queue.Name);
        return null;
    }

    private enum Outcome
    {
        Succeeded,
        Failed,
        Hopeless,
    }

    public static TriggerInput Input(QueueMessage message, string text) => new(text, new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = text,
        ["Id"] = message.Id,
        ["PopReceipt"] = message.PopReceipt,
        ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["InsertionTime"] = JsonSerializer.Serialize(message.InsertedOn),
        ["ExpirationTime"] = JsonSerializer.Serialize(message.ExpiresOn),
        ["NextVisibleTime"] = JsonSerializer.Serialize(message.NextVisibleOn),
    });
}
