using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>Tenants</c>: partition = tenant, row <c>settings</c>; flat columns that an admin can edit in any table editor.</summary>
public sealed class TableTenantStore(TableServiceClient service) : ITenantStore
{
    private const string Settings = "settings";
    private static readonly HashSet<string> SystemColumns = new(StringComparer.Ordinal) { "PartitionKey", "RowKey", "Timestamp", "odata.etag" };
    private readonly StoreTable _table = new(service, "Tenants");

    /// <inheritdoc />
    public async Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, Settings, cancellationToken) is { } row ? ColumnsOf(row) : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredTenant> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {Settings}"), null, cancellationToken))
        {
            yield return new StoredTenant(row.PartitionKey, ColumnsOf(row));
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = after ?? "";
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey gt {from} and RowKey eq {Settings}"), null, cancellationToken, pageSize))
        {
            yield return new StoredTenant(row.PartitionKey, ColumnsOf(row));
        }
    }

    /// <inheritdoc />
    public Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken)
    {
        var row = RowOf(tenantId, columns.Values);
        return TryAsync(
            table => columns.ETag is { } etag
                ? table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellationToken)
                : table.AddEntityAsync(row, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken)
    {
        var row = RowOf(tenantId, columns);
        return TryAsync(table => table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Merge, cancellationToken), cancellationToken);
    }

    private async Task<bool> TryAsync(Func<TableClient, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(write, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static TableEntity RowOf(string tenantId, IReadOnlyDictionary<string, object> columns)
    {
        var row = new TableEntity(tenantId, Settings);
        foreach (var (name, value) in columns)
        {
            row[name] = value;
        }

        return row;
    }

    private static TenantColumns ColumnsOf(TableEntity row) => new(
        row.Where(c => !SystemColumns.Contains(c.Key) && c.Value is not null).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal),
        row.ETag.ToString());
}
