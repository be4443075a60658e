using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableSignInHistoryTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly Wire _wire = new();
    private readonly TableSignInLog _log = new(storage.Connect());

    private TableSignInHistory History => new(storage.Connect(_wire));

    [Fact]
    public async Task A_correlation_id_finds_its_lines_with_one_query_and_one_read_each_among_many()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _log.AppendAsync(NewRecord(Start.AddSeconds(i), Guid.NewGuid().ToString("N")), Stop)));
        await _log.AppendAsync(NewRecord(Start, "abc") with { Trace = "{}" }, Stop);
        await _log.AppendAsync(NewRecord(Start.AddHours(1), "abc"), Stop);
        // Begins alike, and is another.
        await _log.AppendAsync(NewRecord(Start, "abcd"), Stop);

        var found = await History.FindAsync(_tenant, "abc", Stop);

        Assert.Equal([Start.AddHours(1), Start], found.Select(r => r.At));
        Assert.Equal("{}", found[1].Trace);
        Assert.Equal(3, _wire.Requests.Count);
    }

    [Fact]
    public async Task An_unknown_id_costs_one_operation_and_what_can_be_none_costs_nothing()
    {
        await _log.AppendAsync(NewRecord(Start, "abc"), Stop);

        Assert.Empty(await History.FindAsync(_tenant, "abd", Stop));
        Assert.Single(_wire.Requests);
        Assert.Empty(await History.FindAsync(_tenant, "a' or RowKey ge '", Stop));
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task A_line_and_its_index_row_are_one_operation_and_the_same_id_twice_is_no_conflict()
    {
        await _log.AppendAsync(NewRecord(Start, "warm"), Stop);
        var log = new TableSignInLog(storage.Connect(_wire));

        await log.AppendAsync(NewRecord(Start, "abc"), Stop);
        await log.AppendAsync(NewRecord(Start, "abc"), Stop);

        Assert.Equal(2, _wire.Requests.Count);
        Assert.Equal(2, (await History.FindAsync(_tenant, "abc", Stop)).Count);
    }

    [Fact]
    public async Task A_list_goes_on_after_a_line_keeps_to_its_range_and_leaves_traces_out()
    {
        for (var i = 0; i < 6; i++)
        {
            await _log.AppendAsync(NewRecord(Start.AddHours(i), $"c{i}") with { Trace = "{}" }, Stop);
        }

        var all = await ListAsync(History.ListAsync(_tenant, new SignInRange(null, null, null, 100), Stop));
        var rest = await ListAsync(History.ListAsync(_tenant, new SignInRange(null, null, all[3].Key, 100), Stop));
        var range = await ListAsync(History.ListAsync(_tenant, new SignInRange(Start.AddHours(1), Start.AddHours(3), null, 100), Stop));
        var nothing = await ListAsync(History.ListAsync(_tenant, new SignInRange(null, null, "c-", 100), Stop));

        Assert.Equal(["c5", "c4", "c3", "c2", "c1", "c0"], all.Select(r => r.Record.CorrelationId));
        Assert.Equal(["c1", "c0"], rest.Select(r => r.Record.CorrelationId));
        Assert.Equal(["c2", "c1"], range.Select(r => r.Record.CorrelationId));
        Assert.Empty(nothing);
        Assert.All(all, r => Assert.Null(r.Record.Trace));
    }

    [Fact]
    public async Task Events_are_told_with_their_time_from_an_instant_on()
    {
        await _log.AppendAsync(NewRecord(Start.AddTicks(-1), "c"), Stop);
        await _log.AppendAsync(NewRecord(Start, "c") with { Event = SignInEvent.Accepted }, Stop);
        await _log.AppendAsync(NewRecord(Start.AddTicks(1), "c"), Stop);

        var events = await ListAsync(History.ListEventsAsync(_tenant, Start, Stop));

        Assert.Equal([KeyValuePair.Create(Start.AddTicks(1), SignInEvent.Refused), KeyValuePair.Create(Start, SignInEvent.Accepted)], events);
    }

    [Fact]
    public async Task Index_rows_go_with_their_lines_and_are_no_lines_themselves()
    {
        await _log.AppendAsync(NewRecord(Start.AddDays(-1), "old"), Stop);
        await _log.AppendAsync(NewRecord(Start.AddDays(1), "new"), Stop);
        Assert.Equal(2, (await storage.LinesAsync(_tenant)).Count);

        Assert.Equal(1, await _log.DeleteOlderAsync(_tenant, Start, 100, Stop));

        var rows = await ListAsync(storage.Connect().GetTableClient("SignIns").QueryAsync<TableEntity>($"PartitionKey eq '{_tenant}'", cancellationToken: Stop));
        Assert.Equal(2, rows.Count);
        Assert.Empty(await History.FindAsync(_tenant, "old", Stop));
        Assert.Single(await History.FindAsync(_tenant, "new", Stop));
        Assert.Equal(0, await _log.DeleteOlderAsync(_tenant, Start, 100, Stop));
    }

    private SignInRecord NewRecord(DateTimeOffset at, string correlationId) => new() { TenantId = _tenant, At = at, Event = SignInEvent.Refused, CorrelationId = correlationId };
}
