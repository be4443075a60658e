using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>SignIns</c>: partition = tenant; the row's key counts down, so that the newest comes first and old ones are a range.</summary>
public sealed class TableSignInLog(TableServiceClient service) : ISignInLog
{
    private static readonly string[] KeyOnly = ["RowKey"];
    private readonly StoreTable _table = new(service, "SignIns");

    /// <inheritdoc />
    public async Task AppendAsync(SignInRecord record, CancellationToken cancellationToken)
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
    public async IAsyncEnumerable<SignInRecord> ReadAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Partition(tenantId), null, cancellationToken, 100))
        {
            yield return Read(row);
        }
    }

    /// <inheritdoc />
    public async Task<int> DeleteOlderAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenantId} and RowKey ge {CountDown(before)}");
        await foreach (var row in _table.QueryAsync(filter, KeyOnly, cancellationToken, Math.Min(limit, 1000)))
        {
            rows.Add(row.RowKey);
            if (rows.Count == limit)
            {
                break;
            }
        }

        await _table.DeleteAsync(tenantId, rows, cancellationToken);
        return rows.Count;
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

        foreach (var row in rows)
        {
            var change = new TableEntity(tenantId, row) { ["UserKey"] = "" };
            try
            {
                await _table.WriteAsync(table => table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Its retention ended meanwhile.
            }
        }

        return rows.Count;
    }

    private static string CountDown(DateTimeOffset at) => (DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static TableEntity Write(SignInRecord record)
    {
        var row = new TableEntity(record.TenantId, $"{CountDown(record.At)}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}")
        {
            ["At"] = record.At,
            ["Event"] = record.Event.ToString(),
            ["CorrelationId"] = record.CorrelationId,
            ["IdpInitiated"] = record.IdpInitiated,
        };
        foreach (var (name, value) in Texts(record).Where(t => !string.IsNullOrEmpty(t.Value)))
        {
            row[name] = value;
        }

        return row;
    }

    private static IEnumerable<(string Name, string? Value)> Texts(SignInRecord record) =>
    [
        ("Code", record.Code),
        ("Clause", record.Clause),
        ("Detail", record.Detail),
        ("Expected", record.Expected),
        ("Received", record.Received),
        ("Issuer", record.Issuer),
        ("CertificateThumbprint", record.CertificateThumbprint),
        ("AssertionIdHash", record.AssertionIdHash),
        ("UserKey", record.UserKey),
        ("Notes", Columns.ListText(record.Notes)),
    ];

    private static SignInRecord Read(TableEntity row) => new()
    {
        TenantId = row.PartitionKey,
        At = row.Time("At") ?? default,
        Event = Enum.TryParse<SignInEvent>(row.Text("Event"), out var what) ? what : SignInEvent.Refused,
        CorrelationId = row.Text("CorrelationId") ?? "",
        Code = row.Text("Code"),
        Clause = row.Text("Clause"),
        Detail = row.Text("Detail"),
        Expected = row.Text("Expected"),
        Received = row.Text("Received"),
        Issuer = row.Text("Issuer"),
        CertificateThumbprint = row.Text("CertificateThumbprint"),
        AssertionIdHash = row.Text("AssertionIdHash"),
        UserKey = row.Text("UserKey"),
        IdpInitiated = row.Flag("IdpInitiated"),
        Notes = row.List("Notes"),
    };
}
