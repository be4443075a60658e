using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions.Mail;

/// <summary>Takes up mails that could not be sent: a mark at the invitation, which admins see. An unreadable message stays in the poison queue.</summary>
/// <param name="record">Marks the mail.</param>
/// <param name="log">The log.</param>
public sealed class SendEmailPoisonFunction(RecordMailPoison record, ILogger<SendEmailPoisonFunction> log)
{
    /// <summary>Takes one message.</summary>
    /// <param name="message">The message's text; not bound as an object, so that an unreadable one arrives too.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <exception cref="InvalidDataException">The message is unreadable; it stays.</exception>
    [Function("SendEmailPoison")]
    public async Task RunAsync(
        [QueueTrigger(Queues.SendEmailPoison, Connection = Queues.Connection)] string message,
        CancellationToken cancellation)
    {
        if (!SendEmailMessages.TryRead(message, out var readable))
        {
            Log.PoisonUnreadable(log, Queues.SendEmailPoison, message.Length);
            throw new InvalidDataException($"A message in {Queues.SendEmailPoison} is no SendEmailMessage. It stays there; look at it and delete it by hand.");
        }

        using (Log.CorrelationScope(log, readable.CorrelationId))
            await record.RunAsync(readable, cancellation);
    }
}
