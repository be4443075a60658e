using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions;

/// <summary>
/// Takes up messages that failed five times. A readable one becomes a mark at the user, which admins see and can mend. An unreadable one
/// names no user: it stays in the poison queue, because a trigger on a queue named '-poison' leaves a message that fails where it is
/// (docs/decisions/0011-poison-queue.md).
/// </summary>
/// <param name="record">Marks the user.</param>
/// <param name="log">The log.</param>
public sealed class ProvisionUserPoisonFunction(RecordPoison record, ILogger<ProvisionUserPoisonFunction> log)
{
    /// <summary>Takes one message.</summary>
    /// <param name="message">The message's text; not bound as an object, so that an unreadable one arrives too.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <exception cref="InvalidDataException">The message is unreadable; it stays.</exception>
    [Function("ProvisionUserPoison")]
    public async Task RunAsync(
        [QueueTrigger(Queues.ProvisionUserPoison, Connection = Queues.Connection)] string message,
        CancellationToken cancellation)
    {
        if (!ProvisionUserMessages.TryRead(message, out var readable))
        {
            SignOnMetrics.CountPoisoned(readable: false);
            Log.PoisonUnreadable(log, Queues.ProvisionUserPoison, message.Length);
            throw new InvalidDataException($"A message in {Queues.ProvisionUserPoison} is no ProvisionUserMessage. It stays there; look at it and delete it by hand.");
        }

        using (Log.CorrelationScope(log, readable.CorrelationId))
            await record.RunAsync(readable, cancellation);
    }
}
