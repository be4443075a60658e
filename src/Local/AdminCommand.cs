namespace Local;

/// <summary>What an admin does from the command line, while the app runs or not.</summary>
internal static class AdminCommand
{
    /// <summary>Runs the work on the product's own services.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">The folder's storage can be neither reached nor started.</exception>
    public static async Task RunAsync(LocalOptions options, Func<IServiceProvider, Task> work, CancellationToken cancellation)
    {
        using var folder = DataFolder.TryTake(options.Data);
        if (folder is null)
        {
            await WorkAsync(options, RunningStorage(options.Data), work);
            return;
        }

        // Nobody else has the data, so storage is started for this moment.
        await folder.EndLeftOversAsync(Console.Error, cancellation);
        folder.Write(new RunRecord(Environment.ProcessId, "a command of an admin", null, []));
        await using var storage = await LocalStorage.StartAsync(options, onAnyPorts: true, cancellation);
        await WorkAsync(options, storage.ConnectionString, work);
    }

    private static string RunningStorage(string data) => DataFolder.Read(data) is { StoragePort: { } port }
        ? StorageEmulator.ConnectionStringFor(port, port + 1, port + 2)
        : throw new LocalException($"The data folder {data} is in use by an app that is about to start, or by another command. Try again in a moment.");

    private static async Task WorkAsync(LocalOptions options, string storage, Func<IServiceProvider, Task> work)
    {
        await using var services = LocalServices.Build(LocalServices.Settings(options, storage));
        await work(services);
    }
}
