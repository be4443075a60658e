using Azure.Core;
using Azure.Data.Tables;
using AzureAdapters.Tests;
using Local;
using SignOn;

[assembly: AssemblyFixture(typeof(Storage))]

namespace AzureAdapters.Tests;

/// <summary>One storage emulator for all tests of this assembly; each test has a tenant, and so partitions, of its own.</summary>
public sealed class Storage : IAsyncLifetime
{
    private StorageEmulator? _emulator;

    public async ValueTask InitializeAsync() => _emulator = await StorageEmulator.StartAsync();

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    public string ConnectionString => _emulator!.ConnectionString;

    public TableServiceClient Connect() => new(_emulator!.ConnectionString);

    internal TableServiceClient Connect(Wire wire)
    {
        var options = new TableClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(wire, HttpPipelinePosition.PerRetry);
        return new(_emulator!.ConnectionString, options);
    }

    /// <summary>A tenant's audit trail, newest first.</summary>
    internal async Task<List<SignInRecord>> LinesAsync(string tenant) =>
        [.. (await ListAsync(new TableSignInHistory(Connect()).ListAsync(tenant, new SignInRange(null, null, null, 100), Stop))).Select(l => l.Record)];

    public static TableServiceClient ConnectToNothing()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        // Port 1 refuses connections.
        return new("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;", options);
    }
}
