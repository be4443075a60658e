using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableAuditLogTests(Storage storage)
{
    private readonly TableAuditLog _log = new(storage.Connect());
    private readonly string _tenant = NewTenant();

    [Fact]
    public async Task A_record_comes_back_as_it_was_written_with_empty_and_missing_values_apart()
    {
        var record = NewRecord(0) with { Changes = [new("A", null, ""), new("B", "", null), new("C", "=x", "ü\n\"<b>"), AuditChange.OfSecret("D", true)] };
        await _log.AppendAsync(record, Stop);

        var (records, next) = await _log.ReadAsync(_tenant, null, 10, Stop);
        var read = Assert.Single(records);
        Assert.Equal(record.Changes, read.Changes);
        Assert.Equal(record with { Changes = [] }, read with { Changes = [] });
        Assert.Null(next);
    }

    [Fact]
    public async Task The_longest_record_fits_into_its_row()
    {
        var value = new string('ü', 5000);
        await _log.AppendAsync(NewRecord(0) with { Changes = [.. Enumerable.Range(0, 100).Select(i => new AuditChange($"{i}", value, value))] }, Stop);

        var read = Assert.Single((await _log.ReadAsync(_tenant, null, 10, Stop)).Records);
        Assert.Equal(AuditRecord.MaxChanges, read.Changes.Count);
        Assert.All(read.Changes, c => Assert.StartsWith(value[..AuditChange.MaxValueLength] + "… (5000 characters, SHA-256 ", c.After, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_come_newest_first_page_after_page()
    {
        for (var i = 0; i < 7; i++)
        {
            await _log.AppendAsync(NewRecord(i), Stop);
        }

        var targets = new List<string>();
        string? after = null;
        do
        {
            var (records, next) = await _log.ReadAsync(_tenant, after, 3, Stop);
            Assert.InRange(records.Count, 1, 3);
            targets.AddRange(records.Select(r => r.Target));
            after = next;
        }
        while (after is not null);

        Assert.Equal(["6", "5", "4", "3", "2", "1", "0"], targets);
    }

    [Fact]
    public async Task A_tenants_page_looks_at_a_bounded_number_of_others_records_and_says_where_to_go_on()
    {
        // Years before what other tests write, and all but the last of another tenant.
        var keys = Enumerable.Range(0, TableAuditLog.MaxLookedAt).Select(i => $"{DateTimeOffset.MaxValue.Ticks - Start.AddYears(-30).Ticks + i:D19}-").Append("9-").ToList();
        var rows = keys.Select((key, i) => new TableEntity("changes", key) { ["TenantId"] = i < TableAuditLog.MaxLookedAt ? "t-other" : _tenant, ["Target"] = "old" }).ToList();
        var table = storage.Connect().GetTableClient("Audit");
        await table.CreateIfNotExistsAsync(Stop);
        var wire = new Wire();
        var log = new TableAuditLog(storage.Connect(wire));
        try
        {
            foreach (var chunk in rows.Chunk(100))
            {
                await table.SubmitTransactionAsync(chunk.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)), Stop);
            }

            var (records, next) = await log.ReadAsync(_tenant, null, 25, Stop);
            Assert.Empty(records);
            Assert.Equal(2, wire.Requests.Count);

            var (found, end) = await log.ReadAsync(_tenant, next, 25, Stop);
            Assert.Equal("old", Assert.Single(found).Target);
            Assert.Null(end);
            Assert.InRange(wire.Requests.Count, 4, 5);
        }
        finally
        {
            foreach (var chunk in rows.Chunk(100))
            {
                await table.SubmitTransactionAsync(chunk.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, ETag.All)), CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task All_tenants_records_are_in_one_order()
    {
        await _log.AppendAsync(NewRecord(1), Stop);

        var (records, _) = await _log.ReadAsync(null, null, 100, Stop);
        Assert.Contains(records, r => r.TenantId == _tenant);
        Assert.Equal(records.Select(r => r.At).OrderDescending(), records.Select(r => r.At));
    }

    [Theory]
    [InlineData("' or PartitionKey ne '")]
    [InlineData("zzz")]
    public async Task A_made_up_continuation_reads_nothing_else(string after)
    {
        await _log.AppendAsync(NewRecord(0), Stop);

        Assert.Empty((await _log.ReadAsync(NewTenant(), after, 10, Stop)).Records);
    }

    [Fact]
    public async Task What_is_older_than_its_retention_goes()
    {
        var old = Start.AddYears(-10);
        await _log.AppendAsync(NewRecord(0) with { At = old }, Stop);
        await _log.AppendAsync(NewRecord(1), Stop);

        Assert.InRange(await _log.DeleteOlderAsync(old.AddTicks(1), 1000, Stop), 1, 1000);
        Assert.Equal("1", Assert.Single((await _log.ReadAsync(_tenant, null, 10, Stop)).Records).Target);
    }

    private AuditRecord NewRecord(int number) => new()
    {
        At = Start.AddSeconds(number),
        Actor = "operator with the bootstrap key",
        Action = AuditAction.ApiKeyMade,
        TenantId = _tenant,
        Target = $"{number}",
        CorrelationId = "c",
    };
}
