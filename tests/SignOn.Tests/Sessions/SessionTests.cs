namespace SignOn.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_ends_at_the_tenants_maximum()
    {
        var world = new World(("SessionMaximumMinutes", 60));
        var outcome = await world.SignedInAsync();
        Assert.Equal(World.Start.AddMinutes(60), outcome.ExpiresAt);

        world.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromTicks(1));
        Assert.NotNull(await world.Reader.ReadAsync(outcome.SessionToken, Stop));
        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await world.Reader.ReadAsync(outcome.SessionToken, Stop));
    }

    [Fact]
    public async Task The_IdP_can_end_it_earlier_but_not_later()
    {
        var world = new World(("SessionMaximumMinutes", 60));

        Assert.Equal(World.Start.AddMinutes(20), (await world.SignedInAsync(o => o with { SessionNotOnOrAfter = World.Start.AddMinutes(20) })).ExpiresAt);
        Assert.Equal(World.Start.AddMinutes(60), (await world.SignedInAsync(o => o with { SessionNotOnOrAfter = World.Start.AddDays(20) })).ExpiresAt);
    }

    [Fact]
    public async Task Every_sign_in_makes_a_new_token_that_is_stored_nowhere()
    {
        var world = new World();
        var tokens = new[] { (await world.SignedInAsync()).SessionToken, (await world.SignedInAsync()).SessionToken };

        Assert.NotEqual(tokens[0], tokens[1]);
        Assert.All(world.Sessions.All, s => Assert.All(tokens, t => Assert.DoesNotContain(t.Split('.')[1], s.ToString(), StringComparison.Ordinal)));
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(tokens[0].Split('.')[1]).Length);
    }

    [Fact]
    public async Task A_known_user_costs_one_read()
    {
        var world = new World();
        var outcome = await ActiveAsync(world);
        await world.Reader.ReadAsync(outcome.SessionToken, Stop);
        world.Faults.Forget();

        var view = await world.Reader.ReadAsync(outcome.SessionToken, Stop);

        Assert.Equal(["sessions read"], world.Faults.Operations);
        Assert.False(view!.IsPending);
    }

    [Fact]
    public async Task A_pending_user_is_seen_active_at_once()
    {
        var world = new World();
        var outcome = await world.SignedInAsync();
        Assert.True((await world.Reader.ReadAsync(outcome.SessionToken, Stop))!.IsPending);

        await world.Provision.RunAsync(outcome.Message!, Stop);

        Assert.False((await world.Reader.ReadAsync(outcome.SessionToken, Stop))!.IsPending);
    }

    [Fact]
    public async Task A_user_disabled_by_hand_is_out_within_thirty_seconds()
    {
        var world = new World();
        var outcome = await ActiveAsync(world);
        Assert.NotNull(await world.Reader.ReadAsync(outcome.SessionToken, Stop));
        world.Users.Put(World.TenantId, world.OnlyUser() with { Status = UserStatus.Disabled });

        world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await world.Reader.ReadAsync(outcome.SessionToken, Stop));
    }

    [Fact]
    public async Task Signing_out_ends_this_session_at_once_and_no_other()
    {
        var world = new World();
        var ended = await ActiveAsync(world);
        var other = await world.SignedInAsync();
        await world.Reader.ReadAsync(ended.SessionToken, Stop);

        await world.SignOut.RunAsync(ended.SessionToken, "c", Stop);

        Assert.Null(await world.Reader.ReadAsync(ended.SessionToken, Stop));
        Assert.NotNull(await world.Reader.ReadAsync(other.SessionToken, Stop));
    }

    [Fact]
    public async Task A_tenant_that_is_switched_off_ends_its_sessions_within_thirty_seconds()
    {
        var world = new World();
        var outcome = await ActiveAsync(world);
        world.Tenants.Set(World.TenantId, "Enabled", false);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await world.Reader.ReadAsync(outcome.SessionToken, Stop));
    }

    [Fact]
    public async Task A_token_of_one_tenant_opens_nothing_in_another()
    {
        var world = new World();
        world.Tenants.Put("fabrikam", World.Row());
        var random = (await ActiveAsync(world)).SessionToken.Split('.')[1];
        var forged = System.Buffers.Text.Base64Url.EncodeToString("fabrikam"u8) + "." + random;

        Assert.Null(await world.Reader.ReadAsync(forged, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("Y29udG9zbw.")]
    [InlineData("Y29udG9zbw.short")]
    [InlineData("Y29udG9zbw.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.x")]
    [InlineData("!!!.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Li4vLi4.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Y29udG9zbw.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    public async Task What_is_no_token_is_no_session_and_never_reaches_storage(string? cookie)
    {
        var world = new World();

        Assert.Null(await world.Reader.ReadAsync(cookie, Stop));
        await world.SignOut.RunAsync(cookie, "c", Stop);

        Assert.Empty(world.Faults.Operations);
    }

    [Fact]
    public async Task Without_storage_nobody_is_said_to_be_signed_out()
    {
        var world = new World();
        var outcome = await ActiveAsync(world);
        world.Faults.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Reader.ReadAsync(outcome.SessionToken, Stop));
    }

    private static async Task<AcceptOutcome.SignedIn> ActiveAsync(World world)
    {
        var outcome = await world.SignedInAsync();
        await world.Provision.RunAsync(outcome.Message!, Stop);
        return outcome;
    }
}
