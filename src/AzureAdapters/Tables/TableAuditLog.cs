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
    private static readonly string[] KeyOnly = ["RowKey"];
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
    public async Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadAsync(string? tenantId, string? after, int size, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        string? last = null;
        await foreach (var row in _table.QueryAsync(Filter(tenantId, after ?? ""), null, cancellationToken, size + 1))
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

    private static string Filter(string? tenantId, string after) => tenantId is null
        ? TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after}")
        : TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after} and TenantId eq {tenantId}");

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
