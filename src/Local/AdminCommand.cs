
namespace Local;

/// <summary>What an admin does from the command line, while the app runs or not.</summary>
internal static class AdminCommand
{
    /// <summary>Runs the work on the product's own services.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task RunAsync(LocalOptions options, Func<IServiceProvider, Task> work, CancellationToken cancellation)
    {
        // Storage is on while the app runs; otherwise it is started for this moment.
        var own = LoopbackPorts.IsTaken(options.StoragePort + 2) ? null : await LocalStorage.StartAsync(options, cancellation);
        try
        {
            var storage = own?.ConnectionString ?? StorageEmulator.ConnectionStringFor(options.StoragePort, options.StoragePort + 1, options.StoragePort + 2);
            await using var services = LocalServices.Build(LocalServices.Settings(options, storage));
            await work(services);
        }
        finally
        {
            if (own is not null)
                await own.DisposeAsync();
        }
    }
}
