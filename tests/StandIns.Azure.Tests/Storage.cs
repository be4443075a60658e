using Azure.Data.Tables;
using Local;
using StandIns.Tests;

[assembly: AssemblyFixture(typeof(Storage))]

namespace StandIns.Tests;

/// <summary>One storage emulator for all tests of this assembly; each test has a table of its own.</summary>
public sealed class Storage : IAsyncLifetime
{
    private StorageEmulator? _emulator;

    public string ConnectionString => _emulator!.ConnectionString;

    public async ValueTask InitializeAsync() => _emulator = await StorageEmulator.StartAsync();

    public async Task<TableClient> NewTableAsync()
    {
        var table = new TableClient(ConnectionString, "t" + Guid.NewGuid().ToString("N"));
        await table.CreateAsync(TestContext.Current.CancellationToken);
        return table;
    }

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
