using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Deletes sessions, used IDs and audit rows whose time is over.</summary>
/// <param name="delete">Deletes them.</param>
/// <param name="admins">Deletes what admins left behind.</param>
/// <param name="tenants">Deletes what deleted tenants left behind.</param>
public sealed class DeleteExpiredFunction(DeleteExpired delete, DeleteExpiredAdmins admins, RemoveTenants tenants)
{
    /// <summary>Runs every ten minutes: a sign-in leaves five rows, and a run deletes 50,000.</summary>
    /// <param name="timer">The schedule's state.</param>
    /// <param name="cancellation">The host stops.</param>
    [Function("DeleteExpired")]
    public async Task RunAsync([TimerTrigger("0 7/10 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        await delete.RunAsync(cancellation);
        await admins.RunAsync(cancellation);
        await tenants.RunAsync(cancellation);
    }
}
