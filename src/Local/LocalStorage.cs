namespace Local;

/// <summary>The storage emulator with its data in the data folder.</summary>
internal static class LocalStorage
{
    /// <summary>Starts it.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="onAnyPorts">Whether free ports do as well as those of the options.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">Node.js is missing, or the emulator cannot start.</exception>
    public static async Task<StorageEmulator> StartAsync(LocalOptions options, bool onAnyPorts, CancellationToken cancellation)
    {
        int[] ports = onAnyPorts ? [0, 0, 0] : [options.StoragePort, options.StoragePort + 1, options.StoragePort + 2];
        try
        {
            return await StorageEmulator.StartAsync(
                new StorageEmulatorOptions
                {
                    DataDirectory = Path.Combine(options.Data, "storage"),
                    BlobPort = ports[0],
                    QueuePort = ports[1],
                    TablePort = ports[2],
                },
                cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new LocalException(e.Message);
        }
    }
}
