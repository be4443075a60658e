using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace StandIns.Tests.Tables;

public sealed class TransactionTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_actions_take_effect_and_each_has_its_answer()
    {
        var table = await storage.NewTableAsync();
        foreach (var key in new[] { "merge", "replace", "upmerge", "delete" })
        {
            await table.AddEntityAsync(new TableEntity("p", key) { ["Old"] = 1 }, Cancel);
        }

        var answer = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["New"] = "grüß" }),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["New"] = 2 }, ETag.All),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["New"] = 2 }, ETag.All),
                new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upmerge") { ["New"] = 2 }),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upnew") { ["New"] = 2 }),
                new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
            ],
            Cancel);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal(Enumerable.Repeat(204, 6), answer.Value.Select(part => part.Status));
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToDictionaryAsync(row => row.RowKey, cancellationToken: Cancel);
        Assert.Equal(["add", "merge", "replace", "upmerge", "upnew"], rows.Keys.Order());
        Assert.Equal("grüß", rows["add"].GetString("New"));
        Assert.Equal([1, null, 1], new[] { "merge", "replace", "upmerge" }.Select(key => rows[key].GetInt32("Old")));
        Assert.Equal(rows["add"].ETag, answer.Value[0].Headers.ETag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refused_action_leaves_nothing_and_is_named(int position)
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "there") { ["V"] = 1 }, Cancel);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.Add, new TableEntity("p", "b")),
        ];
        actions.Insert(position, new(TableTransactionActionType.Add, new TableEntity("p", "there") { ["V"] = 2 }));

        var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions, Cancel));

        Assert.Equal(409, error.Status);
        Assert.True(error.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(position, error.FailedTransactionActionIndex);
        var row = Assert.Single(await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal(1, row.GetInt32("V"));
    }

    [Fact]
    public async Task An_action_with_an_old_version_refuses_the_whole()
    {
        var table = await storage.NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, Cancel)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["V"] = 2 }, TableUpdateMode.Merge, Cancel);

        var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r") { ["V"] = 3 }, old),
            ],
            Cancel));

        Assert.Equal((412, 1), (error.Status, error.FailedTransactionActionIndex));
        Assert.True(error.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.GetInt32("V"));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "new", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task A_missing_row_refuses_an_update_and_a_deletion()
    {
        var table = await storage.NewTableAsync();

        foreach (var action in new[] { TableTransactionActionType.UpdateMerge, TableTransactionActionType.Delete })
        {
            var error = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                    new(action, new TableEntity("p", "missing"), ETag.All),
                ],
                Cancel));
            Assert.Equal((404, 1), (error.Status, error.FailedTransactionActionIndex));
        }

        Assert.Empty(await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_transaction_needs_actions()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([], Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.SubmitTransactionAsync(null!, Cancel));
    }

    [Fact]
    public async Task Of_ten_transactions_that_add_the_same_row_exactly_one_wins()
    {
        var table = await storage.NewTableAsync();

        var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                await table.SubmitTransactionAsync(
                    [
                        new(TableTransactionActionType.Add, new TableEntity("p", "own" + i)),
                        new(TableTransactionActionType.Add, new TableEntity("p", "shared")),
                    ],
                    Cancel);
                return true;
            }
            catch (TableTransactionFailedException e) when (e.Status == 409)
            {
                return false;
            }
        }));

        Assert.Single(won, true);
        Assert.Equal(2, await table.QueryAsync<TableEntity>(cancellationToken: Cancel).CountAsync(Cancel));
    }
}
