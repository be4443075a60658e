using Local;

namespace EndToEnd.Tests.Harness;

/// <summary>One storage emulator for all apps that do not stop it: each app has an account of its own, so they do not see each other.</summary>
internal static class SharedEmulator
{
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 200).Select(n => $"account{n}")];
    private static readonly Lazy<Task<StorageEmulator>> Started = new(StartAsync);
    private static int _taken;

    /// <summary>The connection string of an account that nobody has used.</summary>
    public static async Task<string> TakeAccountAsync() => (await Started.Value).ConnectionStringOf(Accounts[Interlocked.Increment(ref _taken) - 1]);

    private static async Task<StorageEmulator> StartAsync()
    {
        var emulator = await StorageEmulator.StartAsync(new StorageEmulatorOptions { Accounts = Accounts });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => emulator.DisposeAsync().AsTask().Wait();
        return emulator;
    }
}
