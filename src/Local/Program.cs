using Local;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

await using var storage = await StorageEmulator.StartAsync(
    new StorageEmulatorOptions
    {
        DataDirectory = Path.Combine(AzuriteInstallation.FindRepositoryRoot(), ".local", "storage"),
        BlobPort = 10000,
        QueuePort = 10001,
        TablePort = 10002,
        Log = Console.WriteLine,
    },
    stop.Token);
Console.WriteLine(storage.ConnectionString);
await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
