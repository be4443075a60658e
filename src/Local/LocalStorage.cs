namespace Local;

/// <summary>The storage emulator with its data in the data folder.</summary>
internal static class LocalStorage
{
    /// <summary>Starts it.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">Node.js is missing, or the emulator cannot start.</exception>
    public static async Task<StorageEmulator> StartAsync(LocalOptions options, CancellationToken cancellation)
    {
        try
        {
            return await StorageEmulator.StartAsync(
                new StorageEmulatorOptions
                {
                    DataDirectory = Path.Combine(options.Data, "storage"),
                    BlobPort = options.StoragePort,
                    QueuePort = options.StoragePort + 1,
                    TablePort = options.StoragePort + 2,
                },
                cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new LocalException(e.Message);
        }
    }
}
