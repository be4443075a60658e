using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Mail;

/// <summary>Puts mails on the queue again that wait for too long: the marker beside the invitation is the outbox.</summary>
/// <param name="resend">Finds them.</param>
/// <param name="sender">Says whether mails can be sent at all.</param>
public sealed class ResendMailFunction(ResendMail resend, IEmailSender sender)
{
    /// <summary>Runs each minute, half a minute away from the other timers. Without a mail server it looks at nothing.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>One message for each mail.</returns>
    [Function("ResendMail")]
    [QueueOutput(Queues.SendEmail, Connection = Queues.Connection)]
    public async Task<SendEmailMessage[]> RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        sender.CanSend ? [.. await resend.RunAsync(cancellation)] : [];
}
