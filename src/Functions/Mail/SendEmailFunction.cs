using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions.Mail;

/// <summary>Sends the mail about a new account.</summary>
/// <param name="send">Sends it; a message that comes twice sends it once.</param>
/// <param name="log">The log.</param>
public sealed class SendEmailFunction(SendMail send, ILogger<SendEmailFunction> log)
{
    /// <summary>
    /// Takes one message. Throwing gives it back to the queue; after five times the host moves it to the poison queue. What the mail server
    /// refuses for good goes there at once: asking again would only cost our name with that server.
    /// </summary>
    /// <param name="message">Which mail.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The message, when it is refused for good; null otherwise.</returns>
    [Function("SendEmail")]
    [QueueOutput(Queues.SendEmailPoison, Connection = Queues.Connection)]
    public async Task<SendEmailMessage?> RunAsync(
        [QueueTrigger(Queues.SendEmail, Connection = Queues.Connection)] SendEmailMessage message,
        CancellationToken cancellation)
    {
        SendEmailMessages.Check(message);
        using (Log.CorrelationScope(log, message.CorrelationId))
            return await send.RunAsync(message, cancellation) == SendMailOutcome.Refused ? message : null;
    }
}
