using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace StandIns.Tests.Tables;

public sealed class RowTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_add_of_a_row_conflicts_and_leaves_the_first()
    {
        var table = await storage.NewTableAsync();
        Assert.Equal(204, (await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, Cancel)).Status);

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }, Cancel));

        Assert.Equal(409, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.GetInt32("V"));
    }

    [Fact]
    public async Task Of_twenty_adds_at_once_exactly_one_wins()
    {
        var table = await storage.NewTableAsync();

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = i }, Cancel);
                return 204;
            }
            catch (RequestFailedException e)
            {
                return e.Status;
            }
        }));

        Assert.Equal(1, tries.Count(status => status == 204));
        Assert.Equal(19, tries.Count(status => status == 409));
    }

    [Fact]
    public async Task An_update_with_an_old_version_is_refused()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, Cancel);
        var first = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;
        var second = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;
        first["V"] = 2;
        var answer = await table.UpdateEntityAsync(first, first.ETag, TableUpdateMode.Replace, Cancel);
        Assert.NotEqual(first.ETag, answer.Headers.ETag);

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(second, second.ETag, TableUpdateMode.Replace, Cancel));

        Assert.Equal(412, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.GetInt32("V"));
    }

    [Fact]
    public async Task An_update_may_go_on_with_the_version_that_the_last_one_returned()
    {
        var table = await storage.NewTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        var updated = await table.UpdateEntityAsync(
            new TableEntity("p", "r") { ["V"] = 1 }, added.Headers.ETag!.Value, TableUpdateMode.Merge, Cancel);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;
        Assert.Equal(updated.Headers.ETag, row.ETag);
        Assert.Equal(1, row.GetInt32("V"));
    }

    [Fact]
    public async Task An_update_of_a_missing_row_is_refused()
    {
        var table = await storage.NewTableAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Merge, Cancel));

        Assert.Equal(404, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task An_update_without_a_version_is_a_wrong_argument()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            "ifMatch", () => table.UpdateEntityAsync(new TableEntity("p", "r"), default, TableUpdateMode.Merge, Cancel));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task A_merge_keeps_what_it_does_not_name_and_a_replacement_drops_it(TableUpdateMode mode, int? kept)
    {
        var table = await storage.NewTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "update") { ["Old"] = 1, ["Both"] = 1 }, mode, Cancel);
        await table.UpsertEntityAsync(new TableEntity("p", "upsert") { ["Old"] = 1, ["Both"] = 1 }, mode, Cancel);

        await table.UpdateEntityAsync(new TableEntity("p", "update") { ["New"] = 2, ["Both"] = 2 }, ETag.All, mode, Cancel);
        await table.UpsertEntityAsync(new TableEntity("p", "upsert") { ["New"] = 2, ["Both"] = 2 }, mode, Cancel);

        foreach (var key in new[] { "update", "upsert" })
        {
            var row = (await table.GetEntityAsync<TableEntity>("p", key, cancellationToken: Cancel)).Value;
            Assert.Equal((kept, 2, 2), (row.GetInt32("Old"), row.GetInt32("New"), row.GetInt32("Both")));
        }
    }

    [Fact]
    public async Task Every_property_type_comes_back_as_it_went()
    {
        var table = await storage.NewTableAsync();
        var time = new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.FromHours(5)).AddTicks(1234567);
        var id = Guid.NewGuid();
        await table.AddEntityAsync(
            new TableEntity("p", "r")
            {
                ["Text"] = "Ünïcødé \u2028 \"quoted\" \U0001F600",
                ["Empty"] = "",
                ["LooksLikeATime"] = "2026-11-22T00:00:00Z",
                ["LooksLikeANumber"] = "0042",
                ["Int32"] = int.MinValue,
                ["Int64"] = long.MaxValue,
                ["SmallInt64"] = 7L,
                ["Yes"] = true,
                ["No"] = false,
                ["Double"] = 0.1,
                ["WholeDouble"] = 3.0,
                ["LargeDouble"] = 1e300,
                ["Guid"] = id,
                ["Time"] = time,
                ["UtcDateTime"] = time.UtcDateTime,
                ["Bytes"] = new byte[] { 0, 255, 1 },
                ["NoBytes"] = Array.Empty<byte>(),
                ["Data"] = new BinaryData(new byte[] { 9, 8 }),
            },
            Cancel);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal("Ünïcødé \u2028 \"quoted\" \U0001F600", row.GetString("Text"));
        Assert.Equal("", row.GetString("Empty"));
        Assert.Equal("2026-11-22T00:00:00Z", row.GetString("LooksLikeATime"));
        Assert.Equal("0042", row.GetString("LooksLikeANumber"));
        Assert.Equal(int.MinValue, row.GetInt32("Int32"));
        Assert.Equal(long.MaxValue, row.GetInt64("Int64"));
        Assert.Equal(7L, row.GetInt64("SmallInt64"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.False(row.GetBoolean("No"));
        Assert.Equal(0.1, row.GetDouble("Double"));
        Assert.Equal(3.0, row.GetDouble("WholeDouble"));
        Assert.Equal(1e300, row.GetDouble("LargeDouble"));
        Assert.Equal(id, row.GetGuid("Guid"));
        Assert.Equal(time, row.GetDateTimeOffset("Time"));
        Assert.Equal(time.UtcDateTime, row.GetDateTime("UtcDateTime"));
        Assert.Equal([0, 255, 1], row.GetBinary("Bytes"));
        Assert.Equal([], row.GetBinary("NoBytes"));
        Assert.Equal([9, 8], row.GetBinaryData("Data").ToArray());
        Assert.InRange(row.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.NotEqual(default, row.ETag);
    }

    [Theory]
    [InlineData("it's", "'")]
    [InlineData("a b", "+&=")]
    [InlineData("100%", "%27%2F")]
    [InlineData("ünï", "\U0001F600")]
    [InlineData("{\"a\":1}", "(x,y)")]
    [InlineData("a|20261122", "..")]
    public async Task Keys_with_odd_characters_work_in_every_call(string partitionKey, string rowKey)
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["V"] = 1 }, Cancel);
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["V"] = 2 }, ETag.All, TableUpdateMode.Replace, Cancel);
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["W"] = 3 }, TableUpdateMode.Merge, Cancel);
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateMerge, new TableEntity(partitionKey, rowKey) { ["X"] = 4 }, ETag.All)], Cancel);

        var row = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Cancel)).Value;
        var found = await table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}"), cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal((partitionKey, rowKey, 2, 3, 4), (row.PartitionKey, row.RowKey, row.GetInt32("V"), row.GetInt32("W"), row.GetInt32("X")));
        Assert.Equal(rowKey, Assert.Single(found).RowKey);
        Assert.Equal(204, (await table.DeleteEntityAsync(partitionKey, rowKey, cancellationToken: Cancel)).Status);
    }

    [Fact]
    public async Task A_property_may_hold_64_KiB()
    {
        var table = await storage.NewTableAsync();
        var text = new string('x', 32 * 1024);
        var bytes = Encoding.ASCII.GetBytes(new string('y', 64 * 1024));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = text, ["Bytes"] = bytes }, Cancel);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal(text, row.GetString("Text"));
        Assert.Equal(bytes, row.GetBinary("Bytes"));
    }

    [Fact]
    public async Task Text_above_64_KiB_is_refused_with_a_code()
    {
        var table = await storage.NewTableAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 33 * 1024) }, Cancel));

        Assert.Equal(400, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.PropertyValueTooLarge);
    }

    [Fact]
    public async Task A_value_of_a_type_that_tables_lack_is_refused_before_anything_is_sent()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Day"] = DayOfWeek.Monday }, Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Local"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }, Cancel));
    }

    [Fact]
    public async Task A_missing_row_is_an_error_or_an_answer_as_the_caller_asks()
    {
        var table = await storage.NewTableAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel));
        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel);

        Assert.Equal(404, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task Select_reads_only_the_named_properties()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Cancel);

        var some = (await table.GetEntityAsync<TableEntity>("p", "r", ["A"], Cancel)).Value;
        var maybe = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["B", "RowKey"], Cancel);

        Assert.Equal(1, some.GetInt32("A"));
        Assert.False(some.ContainsKey("B"));
        Assert.True(maybe.HasValue);
        Assert.Equal(2, maybe.Value!.GetInt32("B"));
        Assert.Equal("r", maybe.Value.RowKey);
        Assert.False(maybe.Value.ContainsKey("A"));
    }

    [Fact]
    public async Task Deleting_asks_for_the_version_only_when_told_and_does_not_mind_a_missing_row()
    {
        var table = await storage.NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r"), Cancel)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, TableUpdateMode.Merge, Cancel);

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", old, Cancel));

        Assert.Equal(412, error.Status);
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", default, Cancel)).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r", default, Cancel)).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync(new TableEntity("p", "r"), default, Cancel)).Status);
    }

    [Fact]
    public async Task A_row_without_keys_is_a_wrong_argument()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { RowKey = "r" }, Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" }, TableUpdateMode.Merge, Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.DeleteEntityAsync("p", null!, default, Cancel));
    }
}
