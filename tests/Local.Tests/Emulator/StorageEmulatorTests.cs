using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using TestSupport;

namespace Local.Tests.Emulator;

public sealed class StorageEmulatorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_in_a_named_folder_is_there_for_the_next_emulator()
    {
        using var folder = new TemporaryFolder();
        var options = new StorageEmulatorOptions { DataDirectory = folder.Path };
        await using (var first = await StorageEmulator.StartAsync(options, Cancel))
        {
            var table = new TableClient(first.ConnectionString, "Kept");
            await table.CreateAsync(Cancel);
            await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);
        }

        await using var second = await StorageEmulator.StartAsync(options, Cancel);

        Assert.True((await new TableClient(second.ConnectionString, "Kept").GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task A_file_that_was_not_written_to_its_end_is_named_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var table = folder["__azurite_db_table__.json"];
        await File.WriteAllTextAsync(table, """{"filename":"__azurite""", Cancel);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StorageEmulator.StartAsync(new StorageEmulatorOptions { DataDirectory = folder.Path }, Cancel));

        Assert.Contains(table, error.Message, StringComparison.Ordinal);
        Assert.Contains($"delete the folder {folder.Path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StorageEmulator.StartAsync(new StorageEmulatorOptions { TablePort = port }, Cancel));

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_emulator_refuses_connections_until_it_is_started_again_on_the_same_ports()
    {
        var log = new ConcurrentQueue<string>();
        await using var emulator = await StorageEmulator.StartAsync(new StorageEmulatorOptions { Log = log.Enqueue }, Cancel);
        var before = emulator.ConnectionString;
        var port = new TableServiceClient(before).Uri.Port;
        await emulator.KillAsync();
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));

        await emulator.RestartAsync(Cancel);

        Assert.Equal(before, emulator.ConnectionString);
        await ConnectAsync(port);
        Assert.Contains(log, line => line.Contains($"Table service is successfully listening at http://127.0.0.1:{port}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Temporary_data_is_gone_with_the_emulator()
    {
        var emulator = await StorageEmulator.StartAsync(cancellationToken: Cancel);
        Assert.True(Directory.Exists(emulator.DataDirectory));

        await emulator.DisposeAsync();

        Assert.False(Directory.Exists(emulator.DataDirectory));
    }

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
    }
}
