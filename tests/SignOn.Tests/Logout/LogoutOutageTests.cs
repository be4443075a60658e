using LocalIdp;

namespace SignOn.Tests.Logout;

/// <summary>Logout while something is down, or after something died.</summary>
public sealed class LogoutOutageTests
{
    [Fact]
    public async Task A_session_that_cannot_be_ended_is_told_to_the_IdP_and_keeps_no_other_from_ending()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        await world.SignedInAsync();
        var input = IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world)));
        // The first write marks the request as used; the second ends the first session.
        world.Faults.FailWrite(2, after: false);

        var outcome = Assert.IsType<LogoutOutcome.Obeyed>(await world.SendAsync(input));

        Assert.Equal([SamlUris.Responder, SamlUris.PartialLogout], SentMessage.FromRedirect(outcome.Answer!, FixedKeys.Active).Status);
        Assert.Single(world.Sessions.All, s => s.Revoked);
        Assert.Contains("could not be ended", Assert.Single(world.Log.All[^1].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_that_died_left_is_ended_when_the_request_comes_again()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(4));
        var input = IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world)));
        world.Faults.FailWrite(2, after: false);
        await world.SendAsync(input);
        Assert.False(Assert.Single(world.Sessions.All).Revoked);
        world.Restart();
        var since = await world.SignedInAsync();

        Assert.IsType<LogoutOutcome.Obeyed>(await world.SendAsync(input));

        Assert.NotNull(await world.Reader.ReadAsync(since.SessionToken, Stop));
        Assert.Single(world.Sessions.All, s => s.Revoked);
        Assert.Equal("LogoutRequestReplayed", Assert.IsType<LogoutOutcome.Refused>(await world.SendAsync(input)).Refusal.Code);
    }

    [Fact]
    public async Task While_it_cannot_be_said_whether_a_request_is_new_nothing_ends()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        var input = IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world)));
        world.Faults.FailWrite(1, after: false);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync(input));

        Assert.False(Assert.Single(world.Sessions.All).Revoked);
        Assert.IsType<LogoutOutcome.Obeyed>(await world.SendAsync(input));
    }

    [Fact]
    public async Task Where_the_IdP_cannot_be_told_what_is_left_the_request_fails()
    {
        var world = new World(("IdpSloUrl", "https://idp.example/page"));
        await world.SignedInAsync();
        var input = IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world)));
        world.Faults.FailWrite(2, after: false);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync(input));
    }

    [Fact]
    public async Task Without_an_address_for_answers_sessions_end_all_the_same()
    {
        var world = new World(("IdpSloUrl", "https://idp.example/page"));
        await world.SignedInAsync();

        Assert.Null((await world.ObeyedAsync()).Answer);
        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task Without_our_key_sessions_end_and_the_IdP_gets_no_answer()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        world.Keys.AreOut = true;

        Assert.Null((await world.ObeyedAsync()).Answer);
        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task A_trail_that_cannot_be_written_keeps_nobody_signed_in()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        // Used ID, session, trail.
        world.Faults.FailWrite(3, after: false);

        await world.ObeyedAsync();

        Assert.True(world.Faults.Struck);
        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Theory]
    [InlineData("nobody", "TenantUnknown")]
    [InlineData("../x", "TenantUnknown")]
    public async Task Messages_to_no_tenant_are_not_found(string tenant, string code)
    {
        var world = IdpLogout.NewWorld();

        var outcome = await world.SendAsync(new LogoutInput { TenantId = tenant, RawQuery = "SAMLRequest=QQ", CorrelationId = "c" });

        Assert.Equal((code, RefusalKind.NotFound), (Assert.IsType<LogoutOutcome.Refused>(outcome).Refusal.Code, ((LogoutOutcome.Refused)outcome).Refusal.Kind));
    }
}
