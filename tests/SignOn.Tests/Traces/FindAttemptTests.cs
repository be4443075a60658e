namespace SignOn.Tests.Traces;

public sealed class FindAttemptTests
{
    private readonly World _world = new();
    private readonly FindAttempt _find;

    public FindAttemptTests() => _find = new FindAttempt(_world.Log, _world.Tenants);

    [Fact]
    public async Task With_the_tenant_one_tenant_is_asked()
    {
        await AddAsync("t1", "abc");
        _world.Faults.Forget();

        Assert.Equal("t1", Assert.Single((await _find.InAsync("t1", " ABC \n", Stop)).Lines).TenantId);
        Assert.Empty((await _find.InAsync("t2", "abc", Stop)).Lines);

        Assert.Equal(["sign-ins find", "sign-ins find"], _world.Faults.Operations);
    }

    [Fact]
    public async Task Without_it_a_hundred_tenants_are_asked_and_the_search_goes_on_from_there()
    {
        for (var i = 0; i < 250; i++)
        {
            _world.Tenants.Put($"t{i:D3}", World.Row());
        }

        await AddAsync("t249", "abc");
        _world.Faults.Forget();

        var first = await _find.AnywhereAsync("abc", null, Stop);
        Assert.Empty(first.Lines);
        Assert.Equal("t098", first.Next);
        Assert.Equal(FindAttempt.MaxTenants + 1, _world.Faults.Operations.Count);
        var second = await _find.AnywhereAsync("abc", first.Next, Stop);
        var third = await _find.AnywhereAsync("abc", second.Next, Stop);

        Assert.Equal("t249", Assert.Single(third.Lines).TenantId);
        Assert.Null(third.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a' or true")]
    public async Task What_can_be_no_id_asks_nobody(string text)
    {
        _world.Faults.Forget();

        Assert.Empty((await _find.AnywhereAsync(text, null, Stop)).Lines);
        Assert.Empty((await _find.InAsync("t1", text, Stop)).Lines);

        Assert.Empty(_world.Faults.Operations);
    }

    private Task AddAsync(string tenant, string correlation) =>
        _world.Log.AppendAsync(new SignInRecord { TenantId = tenant, At = World.Start, Event = SignInEvent.Refused, CorrelationId = correlation }, Stop);
}
