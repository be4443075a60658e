using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Table <c>UsedIds</c>: partition = <c>tenant|yyyyMMdd</c>, the day (UTC) on which the ID itself expires, so that a second use
/// always meets the first and a whole day can be deleted by range; row = hash of the ID.
/// </summary>
public sealed class TableUsedIdStore(TableServiceClient service) : IUsedIdStore
{
    private const string Attempt = "Attempt";
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];
    private readonly StoreTable _table = new(service, "UsedIds");

    /// <inheritdoc />
    public async Task<UsedId?> TryUseAsync(string tenantId, IReadOnlyList<UsedId> ids, CancellationToken cancellationToken)
    {
        // The storage client tries again when an answer gets lost. What it then finds is our own row, and no replay.
        var attempt = Guid.NewGuid().ToString("N");

        // One day after the other, never side by side: of two racers that each took one day, none would win.
        foreach (var day in ids.GroupBy(id => PartitionOf(tenantId, id)))
        {
            if (await TryUseDayAsync(day.Key, [.. day], attempt, cancellationToken) is { } used)
            {
                return used;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public async Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var from = tenantId + "|";
        var until = from + DayOf(before);
        var partition = "";
        var rows = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {until}");
        await foreach (var row in _table.QueryAsync(filter, KeysOnly, cancellationToken, Math.Min(limit, 1000)))
        {
            // A transaction stays within one partition.
            if (row.PartitionKey != partition || rows.Count == StoreTable.MaxBatch)
            {
                await _table.DeleteAsync(partition, rows, cancellationToken);
                rows.Clear();
                partition = row.PartitionKey;
            }

            rows.Add(row.RowKey);
            if (++deleted == limit)
            {
                break;
            }
        }

        await _table.DeleteAsync(partition, rows, cancellationToken);
        return deleted;
    }

    private async Task<UsedId?> TryUseDayAsync(string partition, IReadOnlyList<UsedId> ids, string attempt, CancellationToken cancellationToken)
    {
        try
        {
            await _table.TransactAsync([.. ids.Select(id => ActionOf(partition, id, attempt))], cancellationToken);
            return null;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindForeignAsync(partition, ids, attempt, cancellationToken);
        }
    }

    /// <summary>The first ID that another attempt used; null when it was our own attempt after all, which then took all of them.</summary>
    private async Task<UsedId?> FindForeignAsync(string partition, IReadOnlyList<UsedId> ids, string attempt, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await _table.FindAsync(partition, RowOf(id), cancellationToken) is { } row)
            {
                return row.Text(Attempt) == attempt ? null : id;
            }
        }

        // Refused as taken, yet nothing is there: deleted in between. Refusing is the safe side.
        return ids[0];
    }

    private static TableTransactionAction ActionOf(string partition, UsedId id, string attempt) => new(
        TableTransactionActionType.Add,
        new TableEntity(partition, RowOf(id)) { [Attempt] = attempt, ["ExpiresAt"] = id.ExpiresAt });

    private static string PartitionOf(string tenantId, UsedId id) => $"{tenantId}|{DayOf(id.ExpiresAt)}";

    private static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string RowOf(UsedId id) =>
        $"{id.Kind.ToString().ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id.Id)))}";
}
