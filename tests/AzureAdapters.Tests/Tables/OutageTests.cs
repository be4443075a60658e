using Azure;
using Azure.Data.Tables;
using Local;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class OutageTests
{
    [Fact]
    public async Task Without_storage_every_port_says_that_it_is_unavailable_and_when_to_come_back()
    {
        var nothing = Storage.ConnectToNothing();
        var used = new UsedId(UsedIdKind.Request, "_q", Start);
        Func<Task>[] calls =
        [
            () => new TableTenantStore(nothing).ReadAsync("t", Stop),
            () => ListAsync(new TableTenantStore(nothing).ListAsync(Stop)),
            () => new TableUserStore(nothing).ReadAsync("t", "s", Stop),
            () => new TableUserStore(nothing).TryCommitAsync("t", [new UserRowChange.Delete("x")], Stop),
            () => new TableSessionStore(nothing).ReadAsync("t", "h", Stop),
            () => new TableSessionStore(nothing).RevokeAsync("t", "h", Stop),
            () => new TableUsedIdStore(nothing).TryUseAsync("t", [used], Stop),
            () => new TableSignInLog(nothing).AppendAsync(new SignInRecord { TenantId = "t", At = Start, Event = SignInEvent.Accepted, CorrelationId = "c" }, Stop),
        ];

        var errors = await Task.WhenAll(calls.Select(c => Assert.ThrowsAsync<StorageUnavailableException>(c)));

        Assert.All(errors, e => Assert.True(e.RetryAfter > TimeSpan.Zero));
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_no_outage()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TableUserStore(Storage.ConnectToNothing()).ReadAsync("t", "s", gone.Token));
    }

    [Fact]
    public async Task A_new_account_needs_no_preparation_and_tables_are_made_once()
    {
        await using var emulator = await StorageEmulator.StartAsync(cancellationToken: Stop);
        var wire = new Wire();
        var options = new TableClientOptions();
        options.AddPolicy(wire, Azure.Core.HttpPipelinePosition.PerRetry);
        var service = new TableServiceClient(emulator.ConnectionString, options);
        var users = new TableUserStore(service);
        var ids = new TableUsedIdStore(service);

        Assert.Null(await users.ReadAsync("t", "s", Stop));
        Assert.Empty(await ListAsync(users.ListPendingAsync("t", Stop)));
        Assert.Equal(0, await ids.DeleteExpiredAsync("t", Start, 10, Stop));
        Assert.True(await users.TryCommitAsync("t", [new UserRowChange.Insert(new EmailIndex { Key = "e-1", Target = "s" })], Stop));
        Assert.Null(await ids.TryUseAsync("t", [new UsedId(UsedIdKind.Request, "_1", Start)], Stop));
        var before = wire.Requests.Count;

        Assert.True(await users.TryCommitAsync("t", [new UserRowChange.Insert(new EmailIndex { Key = "e-2", Target = "s" })], Stop));
        Assert.Null(await ids.TryUseAsync("t", [new UsedId(UsedIdKind.Request, "_2", Start)], Stop));

        Assert.Equal(2, wire.Requests.Count - before);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void These_answers_are_outages(int status) => Assert.NotNull(Outage.From("Table X", new RequestFailedException(status, "x"), Stop));

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    public void These_are_not(int status) => Assert.Null(Outage.From("Table X", new RequestFailedException(status, "x"), Stop));
}
