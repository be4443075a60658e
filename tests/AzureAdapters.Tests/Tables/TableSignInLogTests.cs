using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableSignInLogTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableSignInLog _log = new(storage.Connect());

    [Fact]
    public async Task Records_come_back_newest_first_and_whole()
    {
        var full = NewRecord(Start) with
        {
            Code = "AudienceMismatch",
            Clause = "2.5.1.4",
            Detail = "d",
            Expected = "e",
            Received = "r",
            Issuer = "i",
            CertificateThumbprint = "t",
            AssertionIdHash = "h",
            UserKey = "u",
            IdpInitiated = true,
            Notes = ["one", "two"],
        };
        await _log.AppendAsync(NewRecord(Start.AddTicks(-1)), Stop);
        await _log.AppendAsync(full, Stop);
        await _log.AppendAsync(NewRecord(Start.AddYears(1)), Stop);

        var read = await storage.LinesAsync(_tenant);

        Assert.Equal([Start.AddYears(1), Start, Start.AddTicks(-1)], read.Select(r => r.At));
        Assert.Equal(full.Notes, read[1].Notes);
        Assert.Equal(full with { Notes = read[1].Notes }, read[1]);
    }

    [Fact]
    public async Task Two_in_the_same_instant_are_two()
    {
        await Task.WhenAll(_log.AppendAsync(NewRecord(Start), Stop), _log.AppendAsync(NewRecord(Start), Stop));

        Assert.Equal(2, (await storage.LinesAsync(_tenant)).Count);
    }

    [Fact]
    public async Task A_record_whose_answer_got_lost_is_there_once()
    {
        var wire = new Wire();
        var log = new TableSignInLog(storage.Connect(wire));
        await log.AppendAsync(NewRecord(Start) with { TenantId = NewTenant() }, Stop);
        wire.AnswersToLose = 1;

        await log.AppendAsync(NewRecord(Start), Stop);

        Assert.Single(await storage.LinesAsync(_tenant));
    }

    [Fact]
    public async Task A_person_is_taken_out_of_a_hundred_lines_at_a_time_also_when_one_of_them_goes_meanwhile()
    {
        for (var i = 0; i < 120; i++)
        {
            await _log.AppendAsync(NewRecord(Start.AddSeconds(i)) with { UserKey = "s-1" }, Stop);
        }

        await _log.AppendAsync(NewRecord(Start.AddHours(1)) with { UserKey = "s-2" }, Stop);
        var wire = new Wire();
        var log = new TableSignInLog(storage.Connect(wire));
        wire.Meanwhile = () => _log.DeleteOlderAsync(_tenant, Start.AddTicks(1), 10, Stop);

        Assert.Equal(120, await log.EraseUserAsync(_tenant, "s-1", Stop));

        // The first hundred at once; of the others the transaction fails for the line that is gone, and they are written singly.
        Assert.Equal(1 + 2 + 20, wire.Requests.Count);
        var left = await storage.LinesAsync(_tenant);
        Assert.Equal((119, 1), (left.Count(r => r.UserKey is null), left.Count(r => r.UserKey == "s-2")));
        Assert.Equal(0, await log.EraseUserAsync(_tenant, "s-1", Stop));
    }

    [Fact]
    public async Task Old_records_are_deleted_in_batches_up_to_the_bound()
    {
        await Task.WhenAll(Enumerable.Range(0, 230).Select(i => _log.AppendAsync(NewRecord(Start.AddSeconds(-i - 1)), Stop)));
        await _log.AppendAsync(NewRecord(Start.AddTicks(1)), Stop);

        Assert.Equal(200, await _log.DeleteOlderAsync(_tenant, Start, 200, Stop));
        Assert.Equal(30, await _log.DeleteOlderAsync(_tenant, Start, 200, Stop));

        Assert.Single(await storage.LinesAsync(_tenant));
    }

    private SignInRecord NewRecord(DateTimeOffset at) => new() { TenantId = _tenant, At = at, Event = SignInEvent.Refused, CorrelationId = "c" };
}
