using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>SignIns</c>: partition = tenant; a line's key counts down, so that the newest comes first and old ones are a range.</summary>
public sealed class TableSignInLog(TableServiceClient service) : ISignInLog
{
    private static readonly string[] KeyOnly = ["RowKey"];
    private static readonly string[] KeyAndCorrelation = ["RowKey", "CorrelationId"];
    private readonly StoreTable _table = new(service, "SignIns");

    /// <inheritdoc />
    public async Task AppendAsync(SignInRecord record, CancellationToken cancellationToken)
    {
        var row = SignInRows.Write(record);
        var rows = new List<TableTransactionAction> { new(TableTransactionActionType.Add, row) };
        if (SignInRows.IndexPrefix(record.CorrelationId) is { } prefix)
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(record.TenantId, prefix + row.RowKey)));
        }

        try
        {
            await _table.TransactAsync(rows, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // The key has 64 random bits, so what is there is ours: the client tried again after an answer got lost.
        }
    }

    /// <inheritdoc />
    public async Task<int> DeleteOlderAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        var lines = 0;
        var filter = Ranges.Rows(tenantId, SignInRows.CountDown(before), SignInRows.EndOfLines);
        await foreach (var row in _table.QueryAsync(filter, KeyAndCorrelation, cancellationToken, Math.Min(limit, 1000)))
        {
            // The index row first: a line without one is found by its day, an index row without a line would stay for ever.
            if (SignInRows.IndexPrefix(row.Text("CorrelationId")) is { } prefix)
            {
                rows.Add(prefix + row.RowKey);
            }

            rows.Add(row.RowKey);
            if (++lines == limit)
            {
                break;
            }
        }

        await _table.DeleteAsync(tenantId, rows, cancellationToken);
        return lines;
    }

    /// <inheritdoc />
    public async Task<int> EraseUserAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        // Reads the tenant's whole trail, on the service's side. Nobody pays for an index that is asked about once a year.
        var rows = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenantId} and UserKey eq {userKey}");
        await foreach (var row in _table.QueryAsync(filter, KeyOnly, cancellationToken, 1000))
        {
            rows.Add(row.RowKey);
        }

        // A hundred lines a transaction. Should we die, the lines that are done are no longer found, and the next run goes on with the others.
        foreach (var chunk in rows.Chunk(StoreTable.MaxBatch))
        {
            var changes = chunk.Select(row => new TableEntity(tenantId, row) { ["UserKey"] = "" }).ToList();
            try
            {
                await _table.TransactAsync([.. changes.Select(c => new TableTransactionAction(TableTransactionActionType.UpdateMerge, c, ETag.All))], cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                await MergeSinglyAsync(changes, cancellationToken);
            }
        }

        return rows.Count;
    }

    /// <summary>A line whose retention ended meanwhile fails the whole transaction; singly it is no error.</summary>
    private async Task MergeSinglyAsync(IReadOnlyList<TableEntity> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            try
            {
                await _table.WriteAsync(table => table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Gone.
            }
        }
    }
}
