using System.Text;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.Configuration;

namespace StandIns.Worker.Tests.Queues;

/// <summary>A queue of one test, and its poison queue.</summary>
internal sealed class TestQueue
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);

    private readonly string _connectionString;
    private readonly QueueClient _queue;
    private readonly QueueClient _poison;

    private TestQueue(QueueAddress address, string connectionString)
    {
        Name = address.Name;
        _connectionString = connectionString;
        _queue = new QueueClient(address);
        _poison = new QueueClient(address.Poison!);
    }

    public string Name { get; }

    public static TestQueue In(string connectionString)
    {
        var configuration = new ConfigurationManager { ["Storage"] = connectionString };
        var settings = HostSettings.Load(Path.GetTempPath() + Guid.NewGuid(), configuration);
        return new TestQueue(QueueAddress.Of("Test", $"q-{Guid.NewGuid():N}", "Storage", settings), connectionString);
    }

    public FunctionApp AppOf(string queueValues, params Type[] classes) =>
        FunctionApp.Of(HostJson.Queues(queueValues), classes).With("Storage:ConnectionString", _connectionString).With("Work", Name);

    public Task AddAsync(string text) => AddRawAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    public Task AddRawAsync(string text) => _queue.AddAsync(text, TestContext.Current.CancellationToken);

    /// <summary>Waits for a message; it stays hidden for the rest of the test.</summary>
    public Task<(string Text, int DequeueCount)> TakeAsync() => TakeAsync(_queue);

    public Task<(string Text, int DequeueCount)> TakePoisonAsync() => TakeAsync(_poison);

    public async Task<bool> IsEmptyAsync() =>
        await _queue.ReceiveAsync(1, Hidden, TestContext.Current.CancellationToken) is not { Count: > 0 };

    public static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    // The service cannot tell when a message arrives; asking again is the only way.
    private static async Task<(string Text, int DequeueCount)> TakeAsync(QueueClient queue)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Probe.Limit);
        while (true)
        {
            if (await queue.ReceiveAsync(1, Hidden, limit.Token) is [var message]) return (message.Text, message.DequeueCount);
            await Task.Delay(20, limit.Token);
        }
    }
}
