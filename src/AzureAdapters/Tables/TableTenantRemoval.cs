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
    private static readonly string[] KeysAndRevoked = ["PartitionKey", "RowKey", AdminRows.RevokedAt];

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
            yield return (row.PartitionKey, TimeOf(row));
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
    public async Task ForgetAsync(string tenantId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await _tenants.FindAsync(tenantId, Mark, cancellationToken) is not { } mark || TimeOf(mark) != at)
        {
            return;
        }

        try
        {
            await _tenants.WriteAsync(table => table.DeleteEntityAsync(tenantId, Mark, mark.ETag, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Another run was faster; or the id was taken and deleted anew, and its mark is needed.
        }
    }

    private static DateTimeOffset TimeOf(TableEntity mark) => mark.Time(DeletedAt) ?? mark.Timestamp ?? default;

    private static async Task<int> DeleteAsync(StoreTable table, string tenantId, int limit, CancellationToken cancellationToken)
    {
        // '}' follows '|': ids hold neither. One range after the other: for 'or' the service looks at every row of the table.
        var (from, until) = (tenantId + "|", tenantId + "}");
        var deleted = await DeleteRangeAsync(table, Ranges.Partition(tenantId), limit, cancellationToken);
        return deleted >= limit
            ? deleted
            : deleted + await DeleteRangeAsync(table, TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {until}"), limit - deleted, cancellationToken);
    }

    private static async Task<int> DeleteRangeAsync(StoreTable table, string filter, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<(string Partition, string Row)>();
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
        string[] filters = [Ranges.Partition(links), Ranges.Partition(passes), TableClient.CreateQueryFilter($"PartitionKey eq {keys} and TenantId eq {tenantId}")];
        foreach (var filter in filters)
        {
            await foreach (var row in _admins.QueryAsync(filter, KeysAndRevoked, cancellationToken))
            {
                if (row.Time(AdminRows.RevokedAt) is null)
                {
                    await RevokeAsync(new TableEntity(row.PartitionKey, row.RowKey) { [AdminRows.RevokedAt] = at }, cancellationToken);
                }
            }
        }
    }

    private async Task RevokeAsync(TableEntity change, CancellationToken cancellationToken)
    {
        try
        {
            await _admins.WriteAsync(table => table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The clean-up was faster. The removal must not fail for it, nor begin anew.
        }
    }
}
