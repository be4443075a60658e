using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions;

/// <summary>Makes the account of a new user.</summary>
/// <param name="provision">Makes it; doing it twice is doing it once.</param>
/// <param name="log">The log.</param>
public sealed class ProvisionUserFunction(ProvisionUser provision, ILogger<ProvisionUserFunction> log)
{
    /// <summary>Takes one message. Throwing gives it back to the queue; after five times the host moves it to the poison queue.</summary>
    /// <param name="message">Who.</param>
    /// <param name="cancellation">The host stops.</param>
    [Function("ProvisionUser")]
    public async Task RunAsync(
        [QueueTrigger(Queues.ProvisionUser, Connection = Queues.Connection)] ProvisionUserMessage message,
        CancellationToken cancellation)
    {
        ProvisionUserMessages.Check(message);
        using (Log.CorrelationScope(log, message.CorrelationId))
            await provision.RunAsync(message, cancellation);
    }
}
