using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>Admins</c>: API keys, setup links, emergency links, admins' sessions, attempts; rows as in <see cref="AdminRows"/>.</summary>
public sealed class TableAdminStore(TableServiceClient service) : IAdminStore
{
    private const int SealBytes = 32;
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];
    private readonly StoreTable _table = new(service, "Admins");

    /// <inheritdoc />
    public async Task<bool> TryInsertGrantAsync(AdminGrant grant, CancellationToken cancellationToken)
    {
        var row = AdminRows.Write(grant);
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Another's; or ours, when the client tried again after an answer got lost. Secrets are random, so the hash tells.
            return await ReadGrantAsync(grant.Kind, grant.TenantId, grant.Id, cancellationToken) is { } there && there.SecretHash == grant.SecretHash;
        }
    }

    /// <inheritdoc />
    public async Task<AdminGrant?> ReadGrantAsync(AdminGrantKind kind, string? tenantId, string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(AdminRows.GrantPartition(kind, tenantId), id, cancellationToken) is { } row ? AdminRows.ReadGrant(kind, row) : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<AdminGrant> ListGrantsAsync(AdminGrantKind kind, string? tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Partition(AdminRows.GrantPartition(kind, tenantId)), null, cancellationToken))
        {
            yield return AdminRows.ReadGrant(kind, row);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AdminGrant> ListSetupLinksOfAsync(string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Looks at every link of every tenant; keys are revoked rarely, and links are few.
        var (from, until) = (AdminRows.GrantPartition(AdminGrantKind.SetupLink, ""), AdminRows.GrantPartition(AdminGrantKind.SetupLink, "~"));
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {until} and CreatedBy eq {actor}"), null, cancellationToken))
        {
            yield return AdminRows.ReadGrant(AdminGrantKind.SetupLink, row);
        }
    }

    /// <inheritdoc />
    public async Task<byte[]> ReadSealKeyAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            // Instances that start together agree on the one that was first.
            if (await _table.FindAsync(AdminRows.SealPartition, AdminRows.SealRow, cancellationToken) is { } row && row.TryGetValue(AdminRows.SealKey, out var key) && key is byte[] { Length: SealBytes } octets)
            {
                return octets;
            }

            var made = new TableEntity(AdminRows.SealPartition, AdminRows.SealRow) { [AdminRows.SealKey] = RandomNumberGenerator.GetBytes(SealBytes) };
            await AddAsync(made, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task RevokeGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        MergeAsync(new TableEntity(AdminRows.GrantPartition(kind, tenantId), id) { [AdminRows.RevokedAt] = at }, cancellationToken);

    /// <inheritdoc />
    public Task UseGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateOnly day, CancellationToken cancellationToken) =>
        MergeAsync(new TableEntity(AdminRows.GrantPartition(kind, tenantId), id) { [AdminRows.LastUsedOn] = AdminRows.Day(day) }, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> TryUseOnceAsync(AdminGrantKind kind, string tenantId, string id, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var partition = AdminRows.GrantPartition(kind, tenantId);
        if (await _table.FindAsync(partition, id, cancellationToken) is not { } row)
        {
            return false;
        }

        if (row.ContainsKey(AdminRows.UsedAt))
        {
            return row.Text(AdminRows.UsedBy) == by;
        }

        try
        {
            var change = new TableEntity(partition, id) { [AdminRows.UsedAt] = at, [AdminRows.UsedBy] = by };
            await _table.WriteAsync(table => table.UpdateEntityAsync(change, row.ETag, TableUpdateMode.Merge, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Another's use, or a retry of ours that met our own.
            return await _table.FindAsync(partition, id, cancellationToken) is { } now && now.Text(AdminRows.UsedBy) == by;
        }
    }

    /// <inheritdoc />
    public Task CompleteStepAsync(string tenantId, string linkId, SetupStep step, DateTimeOffset at, CancellationToken cancellationToken) =>
        MergeAsync(new TableEntity(AdminRows.GrantPartition(AdminGrantKind.SetupLink, tenantId), linkId) { [AdminRows.StepColumn(step)] = at }, cancellationToken);

    /// <inheritdoc />
    public Task InsertSessionAsync(AdminSession session, CancellationToken cancellationToken) => AddAsync(AdminRows.Write(session), cancellationToken);

    /// <inheritdoc />
    public async Task<AdminSession?> ReadSessionAsync(string tokenHash, CancellationToken cancellationToken) =>
        await _table.FindAsync(AdminRows.SessionPartition, tokenHash, cancellationToken) is { } row ? AdminRows.ReadSession(row) : null;

    /// <inheritdoc />
    public Task SeeSessionAsync(string tokenHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        MergeAsync(new TableEntity(AdminRows.SessionPartition, tokenHash) { [AdminRows.SeenAt] = at }, cancellationToken);

    /// <inheritdoc />
    public Task RevokeSessionAsync(string tokenHash, CancellationToken cancellationToken) =>
        MergeAsync(new TableEntity(AdminRows.SessionPartition, tokenHash) { [AdminRows.Revoked] = true }, cancellationToken);

    /// <inheritdoc />
    public Task AddAttemptAsync(DateTimeOffset at, CancellationToken cancellationToken) => AddAsync(AdminRows.NewAttempt(at), cancellationToken);

    /// <inheritdoc />
    public async Task<int> CountAttemptsAsync(DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        var count = 0;
        var filter = Ranges.Rows(AdminRows.AttemptPartition, AdminRows.AttemptPrefix(since), AdminRows.AttemptPrefix(DateTimeOffset.MaxValue));
        await foreach (var row in _table.QueryAsync(filter, KeysOnly, cancellationToken, most))
        {
            _ = row;
            if (++count == most)
            {
                break;
            }
        }

        return count;
    }

    /// <inheritdoc />
    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        // Looks at the whole table, which is small: what operators made, and the sessions and attempts of a day.
        var rows = new List<(string Partition, string Row)>();
        await foreach (var row in _table.QueryAsync(TableClient.CreateQueryFilter($"DeleteAt lt {now}"), KeysOnly, cancellationToken, Math.Min(limit, 1000)))
        {
            rows.Add((row.PartitionKey, row.RowKey));
            if (rows.Count == limit)
            {
                break;
            }
        }

        foreach (var partition in rows.GroupBy(r => r.Partition, r => r.Row, StringComparer.Ordinal))
        {
            if (partition.Key == AdminRows.EmergencyPartition)
            {
                await DeleteOverAsync([.. partition], now, cancellationToken);
            }
            else
            {
                await _table.DeleteAsync(partition.Key, [.. partition], cancellationToken);
            }
        }

        return rows.Count;
    }

    /// <summary>A tenant's next emergency has the same row as the last one: one that was opened this moment must not be closed by the clean-up.</summary>
    private async Task DeleteOverAsync(IReadOnlyList<string> tenants, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            if (await _table.FindAsync(AdminRows.EmergencyPartition, tenant, cancellationToken) is not { } row || !(row.Time(AdminRows.DeleteAt) < now))
            {
                continue;
            }

            try
            {
                await _table.WriteAsync(table => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken), cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                // Gone, or opened again.
            }
        }
    }

    private async Task AddAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Every key is random, so what is there is ours: the client tried again after an answer got lost.
        }
    }

    private async Task MergeAsync(TableEntity change, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(table => table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Gone already.
        }
    }
}
