using LocalIdp;

namespace SignOn.Tests.Logout;

public sealed class LogoutRequestTests
{
    [Fact]
    public async Task A_request_without_an_index_ends_all_sessions_of_the_name_and_no_others()
    {
        var world = IdpLogout.NewWorld();
        var mine = new[] { await world.SignedInAsync(), await world.SignedInAsync() };
        var other = await world.SignedInAsync(o => o.WithAttribute(EntraClaims.ObjectIdentifier, "ana") with { NameId = "ana" });

        var outcome = await world.ObeyedAsync();

        foreach (var session in mine)
        {
            Assert.Null(await world.Reader.ReadAsync(session.SessionToken, Stop));
        }

        Assert.NotNull(await world.Reader.ReadAsync(other.SessionToken, Stop));
        var answer = SentMessage.FromRedirect(outcome.Answer!, FixedKeys.Active);
        Assert.Equal([SamlUris.Success], answer.Status);
        Assert.Equal((IdpLogout.SloUrl, IdpLogout.SloUrl, SentMessage.Protocol + "LogoutResponse"), (answer.Address, answer["Destination"], answer.Xml.Name));
    }

    [Fact]
    public async Task A_request_with_indexes_ends_those_sessions_alone()
    {
        var world = IdpLogout.NewWorld();
        var sessions = new List<AcceptOutcome.SignedIn>();
        foreach (var index in (string[])["_a", "_b", "_c"])
        {
            sessions.Add(await world.SignedInAsync(o => o with { SessionIndex = index }));
        }

        await world.ObeyedAsync(o => o with { SessionIndexes = ["_a", "_c", "_unknown"] });

        Assert.Null(await world.Reader.ReadAsync(sessions[0].SessionToken, Stop));
        Assert.NotNull(await world.Reader.ReadAsync(sessions[1].SessionToken, Stop));
        Assert.Null(await world.Reader.ReadAsync(sessions[2].SessionToken, Stop));
    }

    [Fact]
    public async Task The_answer_names_the_request_and_brings_its_RelayState_back()
    {
        var world = IdpLogout.NewWorld(("IdpSloResponseUrl", "https://idp.example/answers"));
        await world.SignedInAsync();
        var options = IdpLogout.Describe(world);
        const string relayState = "https://evil.example/?a=b&c=d e+f";

        var outcome = await world.SendAsync(IdpLogout.Redirect(LogoutXml.Request(options), relayState));

        var answer = SentMessage.FromRedirect(Assert.IsType<LogoutOutcome.Obeyed>(outcome).Answer!, FixedKeys.Active);
        Assert.Equal((options.Id, relayState, "https://idp.example/answers"), (answer["InResponseTo"], answer.RelayState, answer.Address));
    }

    [Fact]
    public async Task A_posted_request_is_answered_by_post_where_the_row_says_so()
    {
        var world = IdpLogout.NewWorld(("IdpSloBinding", "post"));
        await world.SignedInAsync();
        var options = IdpLogout.Describe(world);

        var outcome = await world.SendAsync(IdpLogout.Post(LogoutXml.Request(options), options.Id!, "state"));

        var answer = SentMessage.FromForm(Assert.IsType<LogoutOutcome.Obeyed>(outcome).Answer!, FixedKeys.Active);
        Assert.Equal((options.Id, "state"), (answer["InResponseTo"], answer.RelayState));
        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task An_encrypted_name_is_read_with_any_of_our_keys()
    {
        foreach (var certificate in new[] { FixedKeys.Active, FixedKeys.Old })
        {
            var world = IdpLogout.NewWorld();
            await world.SignedInAsync();

            await world.ObeyedAsync(o => o with { EncryptTo = certificate });

            Assert.True(Assert.Single(world.Sessions.All).Revoked);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(TestIdp.EntityId, null)]
    [InlineData(null, "https://sso.example.com/saml/contoso/metadata")]
    public async Task A_name_is_known_again_whatever_the_IdP_leaves_out_of_it(string? qualifier, string? spQualifier)
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();

        await world.ObeyedAsync(o => o with { NameIdFormat = null, NameQualifier = qualifier, SpNameQualifier = spQualifier });

        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task A_name_that_another_domain_gave_is_another_name()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();

        await world.ObeyedAsync(o => o with { NameQualifier = "https://other.example/" });

        Assert.False(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task A_session_that_is_gone_is_a_success_and_a_broadcast_to_the_initiator_starts_nothing()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        var pending = Assert.IsType<SignOutOutcome.Onward>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop)).Pending;

        var broadcast = await world.SendAsync(IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world))) with { Pending = pending });
        var nobody = await world.ObeyedAsync(o => o with { NameId = "nobody" });

        var answer = SentMessage.FromRedirect(Assert.IsType<LogoutOutcome.Obeyed>(broadcast).Answer!, FixedKeys.Active);
        Assert.Equal(SentMessage.Protocol + "LogoutResponse", answer.Xml.Name);
        Assert.Equal([SamlUris.Success], answer.Status);
        Assert.Equal([SamlUris.Success], SentMessage.FromRedirect(nobody.Answer!, FixedKeys.Active).Status);
    }

    [Fact]
    public async Task The_browsers_cookie_decides_nothing_but_whether_it_is_deleted()
    {
        var world = IdpLogout.NewWorld();
        var mine = await world.SignedInAsync();
        var other = await world.SignedInAsync(o => o.WithAttribute(EntraClaims.ObjectIdentifier, "ana") with { NameId = "ana" });

        var withForeignCookie = await world.ObeyedAsync(cookie: other.SessionToken);
        var withOwnCookie = await world.ObeyedAsync(cookie: mine.SessionToken);

        Assert.False(withForeignCookie.EndsThisBrowser);
        Assert.True(withOwnCookie.EndsThisBrowser);
        Assert.NotNull(await world.Reader.ReadAsync(other.SessionToken, Stop));
    }

    [Fact]
    public async Task It_costs_one_round_to_find_and_one_operation_for_each_session()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        await world.SignedInAsync();
        var input = IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world)));
        world.Faults.Forget();

        await world.SendAsync(input);

        Assert.Equal(["sessions find", "sessions revoke", "sessions revoke", "sign-ins append", "used ids insert"], world.Faults.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_trail_says_what_happened_and_names_nobody()
    {
        using var logs = new CapturedLogs();
        var world = new World(("IdpSloUrl", IdpLogout.SloUrl)) { Loggers = logs };
        await world.SignedInAsync(o => o with { NameId = "b.simon@contoso.com", NameIdFormat = SamlUris.EmailNameId });

        await world.ObeyedAsync(o => o with { NameIdFormat = SamlUris.EmailNameId });
        await world.SendAsync(IdpLogout.Redirect(LogoutXml.Request(IdpLogout.Describe(world) with { Destination = "https://b.simon@contoso.com/" })));

        var lines = world.Log.All;
        Assert.Equal((SignInEvent.LoggedOut, TestIdp.EntityId, "c"), (lines[^2].Event, lines[^2].Issuer, lines[^2].CorrelationId));
        Assert.Equal(["Sessions ended: 1."], lines[^2].Notes);
        Assert.Equal((SignInEvent.LogoutRefused, "DestinationMismatch"), (lines[^1].Event, lines[^1].Code));
        Assert.DoesNotContain("b.simon", logs.Text + string.Join('\n', lines.TakeLast(2)), StringComparison.OrdinalIgnoreCase);
    }
}
