using Azure;
using Azure.Data.Tables;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace Benchmarks;

/// <summary>What the app has left in storage, read past it.</summary>
internal sealed class StoredRows(string connectionString)
{
    private const string Queue = "provision-user";

    // Counting messages is cheap, looking through a large table is not: that begins when little is left to do.
    private const int FewMessages = 100;
    private readonly TableServiceClient _tables = new(connectionString);
    private readonly QueueRest _queues = new(connectionString);

    /// <summary>Rows of a table, by a filter of OData.</summary>
    internal async Task<List<TableEntity>> ReadAsync(string table, string filter, params string[] columns)
    {
        var rows = new List<TableEntity>();
        await foreach (TableEntity row in _tables.GetTableClient(table).QueryAsync<TableEntity>(filter, select: columns.Length == 0 ? null : columns))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Messages that wait or are being handled.</summary>
    internal Task<int> MessagesAsync() => _queues.CountAsync(Queue);

    /// <summary>Messages that were given up.</summary>
    internal Task<int> PoisonAsync() => _queues.CountAsync(Queue + "-poison");

    /// <summary>Waits until every user is provisioned.</summary>
    /// <exception cref="TimeoutException">That does not happen.</exception>
    internal Task UntilProvisionedAsync(TimeSpan limit) =>
        Eventually.IsTrueAsync("no pending user is left", limit, () => TryAsync(async () => await MessagesAsync() < FewMessages && !await AnyPendingAsync()));

    /// <summary>Waits until every user is provisioned and no message is left.</summary>
    /// <exception cref="TimeoutException">That does not happen.</exception>
    internal Task UntilCalmAsync(TimeSpan limit) =>
        Eventually.IsTrueAsync("no message and no pending user is left", limit, () => TryAsync(async () => await MessagesAsync() == 0 && !await AnyPendingAsync()));

    private static async Task<bool> TryAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is RequestFailedException or HttpRequestException)
        {
            // The emulator is busy, or on its way back.
            return false;
        }
    }

    private async Task<bool> AnyPendingAsync()
    {
        await foreach (TableEntity _ in _tables.GetTableClient("Users").QueryAsync<TableEntity>(Keys("p-"), maxPerPage: 1, select: ["RowKey"]))
        {
            return true;
        }

        return false;
    }

    /// <summary>The tenant's rows whose keys begin so.</summary>
    /// <param name="prefix">A letter and a dash.</param>
    internal static string Keys(string prefix) => $"PartitionKey eq '{BenchmarkTenant.Id}' and RowKey ge '{prefix}' and RowKey lt '{prefix[0]}.'";
}
