using Local;
using StandIns.Worker.Tests;

[assembly: AssemblyFixture(typeof(Storage))]

namespace StandIns.Worker.Tests;

/// <summary>One emulator for all tests of the assembly; each test takes queues of its own.</summary>
public sealed class Storage : IAsyncLifetime
{
    private StorageEmulator? _emulator;

    public string ConnectionString => _emulator!.ConnectionString;

    public async ValueTask InitializeAsync() => _emulator = await StorageEmulator.StartAsync();

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
