using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Keeps certificates and addresses of tenants' IdPs current.</summary>
/// <param name="refresh">Fetches what is due.</param>
public sealed class RefreshMetadataFunction(RefreshMetadata refresh)
{
    /// <summary>Runs every ten minutes: each tenant has its turn once a day, and a new row need not wait long for its first.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellation">The host stops.</param>
    [Function("RefreshMetadata")]
    public Task RunAsync([TimerTrigger("0 2/10 * * * *")] TimerInfo timer, CancellationToken cancellation) => refresh.RunDueAsync(cancellation);
}
