namespace SignOn.Tests.SignIns;

public sealed class ListSignInsTests
{
    private readonly World _world = new();
    private readonly ListSignIns _list;
    private readonly CountSignIns _count;

    public ListSignInsTests()
    {
        _list = new ListSignIns(_world.Log);
        _count = new CountSignIns(_world.Log, _world.Time);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        for (var i = 0; i < 60; i++)
        {
            await AddAsync(World.Start.AddMinutes(i), SignInEvent.Refused, $"c{i}");
        }

        var shown = new List<string>();
        string? after = null;
        do
        {
            var page = await _list.RunAsync(World.TenantId, new SignInFilter(null, null, null), after, Stop);
            Assert.InRange(page.Records.Count, 1, ListSignIns.PageSize);
            shown.AddRange(page.Records.Select(r => r.CorrelationId));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(i => $"c{i}"), shown);
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        await AddAsync(World.Start.AddDays(-1), SignInEvent.Refused, "yesterday", "AudienceMismatch");
        await AddAsync(World.Start, SignInEvent.Refused, "wanted", "AudienceMismatch");
        await AddAsync(World.Start, SignInEvent.Refused, "other code", "UserUnknown");
        await AddAsync(World.Start, SignInEvent.Accepted, "accepted");

        var page = await _list.RunAsync(World.TenantId, new SignInFilter(SignInEvent.Refused, "audiencemismatch", new DateOnly(2026, 11, 22)), null, Stop);

        Assert.Equal("wanted", Assert.Single(page.Records).CorrelationId);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_rare_outcome_is_looked_for_a_bounded_while_and_found_by_going_on()
    {
        await AddAsync(World.Start.AddDays(-2), SignInEvent.Refused, "rare");
        for (var i = 0; i < ListSignIns.MaxLookedAt; i++)
        {
            await AddAsync(World.Start, SignInEvent.Accepted, "c");
        }

        var first = await _list.RunAsync(World.TenantId, new SignInFilter(SignInEvent.Refused, null, null), null, Stop);
        var second = await _list.RunAsync(World.TenantId, new SignInFilter(SignInEvent.Refused, null, null), first.Next, Stop);

        Assert.Empty(first.Records);
        Assert.Equal("rare", Assert.Single(second.Records).CorrelationId);
    }

    [Fact]
    public async Task Days_are_counted_by_outcome_and_the_oldest_is_29_days_ago()
    {
        await AddAsync(World.Start.AddDays(-30), SignInEvent.Accepted, "too old");
        await AddAsync(World.Start.AddDays(-29), SignInEvent.Accepted, "c");
        await AddAsync(World.Start, SignInEvent.Accepted, "c");
        await AddAsync(World.Start, SignInEvent.Refused, "c");
        await AddAsync(World.Start, SignInEvent.ProvisioningFailed, "c");
        await AddAsync(World.Start, SignInEvent.LoggedOut, "c");

        var days = await _count.RunAsync(World.TenantId, Stop);

        Assert.True(days.IsComplete);
        Assert.Equal(CountSignIns.Days, days.Days.Count);
        Assert.Equal(new SignInDay(new DateOnly(2026, 10, 24), 1, 0, 0), days.Days[0]);
        Assert.Equal(new SignInDay(new DateOnly(2026, 11, 22), 1, 1, 1), days.Days[^1]);
        Assert.Equal(2, days.Days.Sum(d => d.Accepted));
    }

    [Fact]
    public async Task Where_there_are_too_many_lines_only_days_counted_whole_are_shown()
    {
        await AddAsync(World.Start.AddDays(-2), SignInEvent.Accepted, "c");
        for (var i = 0; i < CountSignIns.MaxLines; i++)
        {
            await AddAsync(World.Start.AddDays(i < 10 ? -1 : 0), SignInEvent.Accepted, "c");
        }

        var days = await _count.RunAsync(World.TenantId, Stop);

        Assert.False(days.IsComplete);
        Assert.Equal([10, CountSignIns.MaxLines - 10], days.Days.Select(d => d.Accepted));
    }

    private Task AddAsync(DateTimeOffset at, SignInEvent what, string correlation, string? code = null) =>
        _world.Log.AppendAsync(new SignInRecord { TenantId = World.TenantId, At = at, Event = what, CorrelationId = correlation, Code = code }, Stop);
}
