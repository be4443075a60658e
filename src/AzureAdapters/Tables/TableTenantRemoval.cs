using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Removes tenants. The mark is a row <c>deleted</c> beside the settings, in the same partition of table <c>Tenants</c>: so one transaction
/// takes the one away and leaves the other.
/// </summary>
public sealed class TableTenantRemoval(TableServiceClient service) : ITenantRemoval
{
    private const string Settings = "settings";
    private const string Mark = "deleted";
    private const string DeletedAt = "DeletedAt";
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly StoreTable _tenants = new(service, "Tenants");
    private readonly StoreTable _admins = new(service, "Admins");

    // Rows whose partition is the tenant, and those whose partition begins with the tenant and '|'.
    private readonly StoreTable[] _tables = [.. TablesOfTenants.Select(name => new StoreTable(service, name))];

    /// <summary>The tables whose partitions are tenants, or begin with one. What stands here goes with a tenant.</summary>
    internal static IReadOnlyList<string> TablesOfTenants { get; } = ["Sessions", "Users", "UsedIds", "SignIns"];

    /// <inheritdoc />
    public async Task<bool> TryRemoveAsync(string tenantId, string etag, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await _tenants.TransactAsync(
                [
                    new(TableTransactionActionType.Delete, new TableEntity(tenantId, Settings), new ETag(etag)),
                    new(TableTransactionActionType.UpsertReplace, new TableEntity(tenantId, Mark) { [DeletedAt] = at }),
                ],
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<bool> IsRemovedAsync(string tenantId, CancellationToken cancellationToken) =>
        await _tenants.FindAsync(tenantId, Mark, cancellationToken) is not null;

    /// <inheritdoc />
    public async IAsyncEnumerable<(string TenantId, DateTimeOffset At)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _tenants.QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {Mark}"), null, cancellationToken))
        {
            yield return (row.PartitionKey, row.Time(DeletedAt) ?? row.Timestamp ?? default);
        }
    }

    /// <inheritdoc />
    public async Task<int> DeleteRowsAsync(string tenantId, int limit, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await RevokeGrantsAsync(tenantId, at, cancellationToken);
        await _admins.DeleteAsync(AdminRows.EmergencyPartition, [tenantId], cancellationToken);
        var deleted = 0;
        foreach (var table in _tables)
        {
            deleted += await DeleteAsync(table, tenantId, limit - deleted, cancellationToken);
            if (deleted >= limit)
            {
                break;
            }
        }

        return deleted;
    }

    /// <inheritdoc />
    public Task ForgetAsync(string tenantId, CancellationToken cancellationToken) => _tenants.DeleteAsync(tenantId, [Mark], cancellationToken);

    private static async Task<int> DeleteAsync(StoreTable table, string tenantId, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<(string Partition, string Row)>();
        // '}' follows '|': ids hold neither.
        var (from, until) = (tenantId + "|", tenantId + "}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenantId} or (PartitionKey ge {from} and PartitionKey lt {until})");
        await foreach (var row in table.QueryAsync(filter, KeysOnly, cancellationToken, Math.Min(limit, 1000)))
        {
            rows.Add((row.PartitionKey, row.RowKey));
            if (rows.Count == limit)
            {
                break;
            }
        }

        foreach (var partition in rows.GroupBy(r => r.Partition, r => r.Row, StringComparer.Ordinal))
        {
            await table.DeleteAsync(partition.Key, [.. partition], cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>Whoever gets the id next must not be open to those who knew the tenant before.</summary>
    private async Task RevokeGrantsAsync(string tenantId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var keys = AdminRows.GrantPartition(AdminGrantKind.ApiKey, null);
        var (links, passes) = (AdminRows.GrantPartition(AdminGrantKind.SetupLink, tenantId), AdminRows.GrantPartition(AdminGrantKind.EmergencyLink, tenantId));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {links} or PartitionKey eq {passes} or (PartitionKey eq {keys} and TenantId eq {tenantId})");
        await foreach (var row in _admins.QueryAsync(filter, null, cancellationToken))
        {
            if (row.Time(AdminRows.RevokedAt) is null)
            {
                var change = new TableEntity(row.PartitionKey, row.RowKey) { [AdminRows.RevokedAt] = at };
                await _admins.WriteAsync(table => table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
            }
        }
    }
}
