using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Sends users again whose message got lost between their row and the queue: the pending row is the outbox.</summary>
/// <param name="resend">Finds them.</param>
public sealed class ResendPendingFunction(ResendPending resend)
{
    /// <summary>Runs each minute.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>One message for each user.</returns>
    [Function("ResendPending")]
    [QueueOutput(Queues.ProvisionUser, Connection = Queues.Connection)]
    public async Task<ProvisionUserMessage[]> RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        [.. await resend.RunAsync(cancellation)];
}
