using Azure;
using Azure.Data.Tables;

namespace StandIns.Tests.Tables;

public sealed class QueryTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_than_a_thousand_rows_come_page_after_page_in_order()
    {
        var table = await storage.NewTableAsync();
        await FillAsync(table, 1100);

        var pages = await table.QueryAsync<TableEntity>(cancellationToken: Cancel).AsPages().ToListAsync(Cancel);
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal([1000, 100], pages.Select(page => page.Values.Count));
        Assert.NotNull(pages[0].ContinuationToken);
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 1100).Select(Key), rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_page_holds_at_most_what_the_caller_says_and_a_token_goes_on_in_another_client()
    {
        var table = await storage.NewTableAsync();
        await FillAsync(table, 25);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Cancel).AsPages().ToListAsync(Cancel);
        var hinted = await table.QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Cancel).AsPages(null, 20).ToListAsync(Cancel);
        var later = await new TableClient(storage.ConnectionString, table.Name).QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Cancel)
            .AsPages(pages[0].ContinuationToken).ToListAsync(Cancel);

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Equal([20, 5], hinted.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(10, 15).Select(Key), later.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Nothing_is_asked_before_the_rows_are_read()
    {
        var missing = new TableClient(storage.ConnectionString, "t" + Guid.NewGuid().ToString("N"));

        var rows = missing.QueryAsync<TableEntity>(cancellationToken: Cancel);

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => rows.ToListAsync(Cancel).AsTask());
        Assert.Equal((404, "TableNotFound"), (error.Status, error.ErrorCode));
    }

    [Fact]
    public async Task A_filter_and_a_selection_choose_rows_and_columns()
    {
        var table = await storage.NewTableAsync();
        await FillAsync(table, 20);

        var rows = await table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {Key(5)} and RowKey lt {Key(8)}"), null, ["RowKey", "N"], Cancel)
            .ToListAsync(Cancel);

        Assert.Equal([5, 6, 7], rows.Select(row => row.GetInt32("N")!.Value));
        Assert.All(rows, row => Assert.False(row.ContainsKey("Other")));
    }

    [Fact]
    public async Task A_value_with_quotes_stays_a_value()
    {
        var table = await storage.NewTableAsync();
        const string Attack = "x' or PartitionKey ne '";
        await table.AddEntityAsync(new TableEntity("p", "1") { ["Name"] = "secret" }, Cancel);
        await table.AddEntityAsync(new TableEntity("p", "2") { ["Name"] = Attack }, Cancel);

        var rows = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Name eq {Attack}"), cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal("2", Assert.Single(rows).RowKey);
    }

    [Fact]
    public void Every_type_has_its_literal()
    {
        var id = Guid.Parse("7f9a2b1c-0000-4000-8000-00000000000a");
        var time = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.FromHours(2)).AddTicks(5);

        var filter = TableClient.CreateQueryFilter(
            $"{"it's"} {true} {1} {2L} {1.5} {id} {time} {time.UtcDateTime} {new byte[] { 1, 171 }} {null} {'\''}");

        Assert.Equal(
            "'it''s' true 1 2L 1.5 guid'7f9a2b1c-0000-4000-8000-00000000000a' datetime'2026-11-22T01:00:00.0000005Z' " +
            "datetime'2026-11-22T01:00:00.0000005Z' X'01AB' null ''''",
            filter);
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"{TimeSpan.Zero}"));
    }

    [Fact]
    public async Task Filters_compare_times_numbers_and_truth_values()
    {
        var table = await storage.NewTableAsync();
        var now = DateTimeOffset.UtcNow;
        await table.AddEntityAsync(new TableEntity("p", "old") { ["At"] = now.AddHours(-1), ["Big"] = 1L, ["On"] = true }, Cancel);
        await table.AddEntityAsync(new TableEntity("p", "new") { ["At"] = now.AddHours(1), ["Big"] = 5_000_000_000L, ["On"] = false }, Cancel);

        Assert.Equal("old", await OnlyAsync($"At lt {now}"));
        Assert.Equal("new", await OnlyAsync($"Big gt {4_000_000_000L}"));
        Assert.Equal("old", await OnlyAsync($"On eq {true}"));

        async Task<string> OnlyAsync(FormattableString filter) => Assert.Single(
            await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), cancellationToken: Cancel).ToListAsync(Cancel)).RowKey;
    }

    private static string Key(int i) => i.ToString("D5", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task FillAsync(TableClient table, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await table.SubmitTransactionAsync(
                chunk.Select(i => new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity("p", Key(i)) { ["N"] = i, ["Other"] = "x" })),
                Cancel);
        }
    }
}
