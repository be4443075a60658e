using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableUsedIdStoreTests(Storage storage)
{
    private static readonly UsedId Assertion = new(UsedIdKind.Assertion, "_a", Start.AddHours(1));
    private static readonly UsedId Response = new(UsedIdKind.Response, "_r", Start.AddHours(1));
    private static readonly UsedId Request = new(UsedIdKind.Request, "_q", Start.AddMinutes(10));
    private readonly string _tenant = NewTenant();
    private readonly TableUsedIdStore _store = new(storage.Connect());

    [Fact]
    public async Task Of_twenty_at_once_on_two_instances_exactly_one_wins()
    {
        var other = new TableUsedIdStore(storage.Connect());

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? _store : other).TryUseAsync(_tenant, [Assertion, Response, Request], Stop))));

        Assert.Single(results, r => r is null);
        Assert.All(results.Where(r => r is not null), r => Assert.Equal(Assertion, r));
    }

    [Fact]
    public async Task Of_twenty_at_once_exactly_one_wins_although_the_IDs_expire_on_different_days()
    {
        var late = Assertion with { ExpiresAt = Start.AddDays(1) };

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.TryUseAsync(_tenant, [late, Request], Stop))));

        Assert.Single(results, r => r is null);
    }

    [Fact]
    public async Task The_one_that_was_used_is_named_and_then_none_is_taken()
    {
        Assert.Null(await _store.TryUseAsync(_tenant, [Request], Stop));

        Assert.Equal(Request, await _store.TryUseAsync(_tenant, [Assertion, Request], Stop));
        Assert.Null(await _store.TryUseAsync(_tenant, [Assertion], Stop));
    }

    [Fact]
    public async Task One_text_may_be_the_ID_of_several_things_and_of_several_tenants()
    {
        Assert.Null(await _store.TryUseAsync(_tenant, [Assertion with { Id = "x/?#\\'" }, Request with { Id = "x/?#\\'" }], Stop));
        Assert.Null(await _store.TryUseAsync(NewTenant(), [Assertion with { Id = "x/?#\\'" }], Stop));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_own_insert_whose_answers_got_lost_is_no_replay(int lost)
    {
        var wire = new Wire();
        var store = new TableUsedIdStore(storage.Connect(wire));
        await store.TryUseAsync(_tenant, [Request with { Id = "_warm" }], Stop);
        wire.AnswersToLose = lost;

        Assert.Null(await store.TryUseAsync(_tenant, [Assertion, Request], Stop));
        Assert.Equal(Assertion, await store.TryUseAsync(_tenant, [Assertion, Request], Stop));
    }

    [Fact]
    public async Task All_IDs_of_a_sign_in_cost_one_request()
    {
        var wire = new Wire();
        var store = new TableUsedIdStore(storage.Connect(wire));
        await store.TryUseAsync(_tenant, [Request with { Id = "_warm" }], Stop);
        var before = wire.Requests.Count;

        await store.TryUseAsync(_tenant, [Assertion, Response, Request], Stop);

        Assert.Equal(1, wire.Requests.Count - before);
    }

    [Fact]
    public async Task Whole_days_that_are_over_are_deleted_up_to_the_bound_and_others_are_not()
    {
        for (var i = 0; i < 250; i++)
        {
            await _store.TryUseAsync(_tenant, [new UsedId(UsedIdKind.Assertion, $"_{i}", Start.AddDays(-2 - (i % 2)))], Stop);
        }

        await _store.TryUseAsync(_tenant, [Assertion], Stop);
        var neighbour = _tenant + "x";
        await _store.TryUseAsync(neighbour, [Assertion with { ExpiresAt = Start.AddDays(-9) }], Stop);

        Assert.Equal(240, await _store.DeleteExpiredAsync(_tenant, Start, 240, Stop));
        Assert.Equal(10, await _store.DeleteExpiredAsync(_tenant, Start, 240, Stop));
        Assert.Equal(0, await _store.DeleteExpiredAsync(_tenant, Start, 240, Stop));

        Assert.Equal(Assertion, await _store.TryUseAsync(_tenant, [Assertion], Stop));
        Assert.NotNull(await _store.TryUseAsync(neighbour, [Assertion with { ExpiresAt = Start.AddDays(-9) }], Stop));
    }
}
