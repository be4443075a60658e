using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Deletes sessions, used IDs and audit rows whose time is over.</summary>
/// <param name="delete">Deletes them.</param>
public sealed class DeleteExpiredFunction(DeleteExpired delete)
{
    /// <summary>Runs each hour, off the full hour, when everybody else's jobs run.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellation">The host stops.</param>
    [Function("DeleteExpired")]
    public Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellation) => delete.RunAsync(cancellation);
}
