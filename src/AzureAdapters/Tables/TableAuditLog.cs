using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Table <c>Audit</c>: one partition, because operators read all of it in one order and admins change things rarely; the row's key counts
/// down, so that the newest comes first.
/// </summary>
public sealed class TableAuditLog(TableServiceClient service) : IAuditLog
{
    private const string Partition = "changes";
    private const int ColumnCharacters = 30_000;
    private const int MostPerRead = 1000;
    internal const int MaxLookedAt = 2_000;
    private static readonly string[] KeyOnly = ["RowKey"];
    private static readonly string[] KeyAndTenant = ["RowKey", "TenantId"];
    private readonly StoreTable _table = new(service, "Audit");

    /// <inheritdoc />
    public async Task AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var row = Write(record);
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // The key has 64 random bits, so what is there is ours: the client tried again after an answer got lost.
        }
    }

    /// <inheritdoc />
    public Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadAsync(string? tenantId, string? after, int size, CancellationToken cancellationToken) =>
        tenantId is null ? ReadAllAsync(after ?? "", size, cancellationToken) : ReadOfAsync(tenantId, after ?? "", size, cancellationToken);

    private async Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadAllAsync(string after, int size, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        string? last = null;
        await foreach (var row in _table.QueryAsync(Behind(after), null, cancellationToken, size + 1))
        {
            if (records.Count == size)
            {
                return (records, last);
            }

            records.Add(Read(row));
            last = row.RowKey;
        }

        return (records, null);
    }

    /// <summary>
    /// A tenant's records lie among all others. A filter would make the service look through the whole trail for a page of them; so the keys of a bounded
    /// number of records are looked at, and the tenant's own are then read one by one.
    /// </summary>
    private async Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadOfAsync(string tenantId, string after, int size, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var (lookedAt, last, next) = (0, after, (string?)null);
        await foreach (var row in _table.QueryAsync(Behind(after), KeyAndTenant, cancellationToken, MostPerRead))
        {
            var isWanted = row.Text("TenantId") == tenantId;
            if (isWanted && keys.Count == size)
            {
                next = last;
                break;
            }

            last = row.RowKey;
            if (isWanted)
            {
                keys.Add(row.RowKey);
            }

            if (++lookedAt == MaxLookedAt)
            {
                next = last;
                break;
            }
        }

        var rows = await Task.WhenAll(keys.Select(key => _table.FindAsync(Partition, key, cancellationToken)));
        return ([.. rows.OfType<TableEntity>().Select(Read)], next);
    }

    /// <inheritdoc />
    public async Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {CountDown(before)}");
        await foreach (var row in _table.QueryAsync(filter, KeyOnly, cancellationToken, Math.Min(limit, 1000)))
        {
            rows.Add(row.RowKey);
            if (rows.Count == limit)
            {
                break;
            }
        }

        await _table.DeleteAsync(Partition, rows, cancellationToken);
        return rows.Count;
    }

    private static string Behind(string after) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after}");

    private static string CountDown(DateTimeOffset at) => (DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static TableEntity Write(AuditRecord record)
    {
        var row = new TableEntity(Partition, $"{CountDown(record.At)}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}")
        {
            ["At"] = record.At,
            ["Actor"] = record.Actor,
            ["Action"] = record.Action.ToString(),
            ["TenantId"] = record.TenantId ?? "",
            ["Target"] = record.Target,
            ["CorrelationId"] = record.CorrelationId,
        };

        // Field, before, after; and again. Escaped it can be longer than a column takes, so it goes on in the next one.
        var text = Columns.ListText([.. record.Changes.Take(AuditRecord.MaxChanges).Select(c => c.Cut()).SelectMany(c => new[] { c.Field, Mark(c.Before), Mark(c.After) })]);
        foreach (var (part, i) in text.Chunk(ColumnCharacters).Select((part, i) => (part, i)))
        {
            row[ChangesColumn(i)] = new string(part);
        }

        return row;
    }

    private static string ChangesColumn(int i) => string.Create(CultureInfo.InvariantCulture, $"Changes{i}");

    private static AuditRecord Read(TableEntity row)
    {
        var flat = Columns.ParseList(string.Concat(Enumerable.Range(0, row.Count).Select(i => row.Text(ChangesColumn(i))).TakeWhile(part => part is not null)));
        return new AuditRecord
        {
            At = row.Time("At") ?? default,
            Actor = row.Text("Actor") ?? "",
            Action = Enum.TryParse<AuditAction>(row.Text("Action"), out var action) && Enum.IsDefined(action) ? action : AuditAction.Other,
            TenantId = row.Text("TenantId"),
            Target = row.Text("Target") ?? "",
            CorrelationId = row.Text("CorrelationId") ?? "",
            Changes = [.. flat.Chunk(3).Where(c => c.Length == 3).Select(c => new AuditChange(c[0], Unmark(c[1]), Unmark(c[2])))],
        };
    }

    // A value that is missing is not the same as an empty one.
    private static string Mark(string? value) => value is null ? "" : "=" + value;

    private static string? Unmark(string text) => text.Length == 0 ? null : text[1..];
}
