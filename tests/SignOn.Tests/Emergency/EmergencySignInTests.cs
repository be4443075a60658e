namespace SignOn.Tests.Emergency;

public sealed class EmergencySignInTests
{
    private readonly EmergencyWorld _world = new();

    [Fact]
    public async Task A_link_lets_its_person_in_and_the_session_says_so()
    {
        var (cookie, link) = await _world.SignedInAsync("User");

        var session = await _world.ReadAsync(cookie);
        Assert.True(session!.IsEmergency);
        Assert.Equal((_world.World.OnlyUser().Key, _world.World.Time.GetUtcNow().AddHours(4)), (session.User.Key, session.ExpiresAt));
        var line = _world.World.Log.All[^1];
        Assert.Equal((SignInEvent.EmergencySignIn, _world.World.OnlyUser().Key, "e"), (line.Event, line.UserKey, line.CorrelationId));
        Assert.Contains(link.Id, Assert.Single(line.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_the_IdP_is_none()
    {
        var cookie = (await _world.World.SignedInAsync()).SessionToken;
        var before = _world.World.Admins.Operations;

        Assert.False((await _world.ReadAsync(cookie))!.IsEmergency);
        Assert.Equal(before, _world.World.Admins.Operations);
    }

    [Fact]
    public async Task It_works_once()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        await _world.SignIn.RunAsync(secret, "e", Stop);
        var sessions = _world.World.Sessions.All.Count;

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
        Assert.Equal(sessions, _world.World.Sessions.All.Count);
    }

    [Fact]
    public async Task Of_twenty_who_press_the_button_at_once_one_comes_in()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);

        var admissions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _world.SignIn.RunAsync(secret, "e", Stop)));

        Assert.Single(admissions.OfType<EmergencyAdmission.SignedIn>());
    }

    [Fact]
    public async Task It_expires()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        _world.World.Time.Advance(ControlEmergency.LinkLifetime);

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
    }

    [Fact]
    public async Task Closing_closes_links_that_were_not_used_also_when_it_is_opened_again()
    {
        var person = await _world.KnownPersonAsync();
        var access = await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, access.Id, "c", Stop);
        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));

        await _world.OpenAsync();
        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
    }

    [Fact]
    public async Task Closing_ends_the_sessions_at_once_also_when_it_is_opened_again()
    {
        var (cookie, _) = await _world.SignedInAsync();
        var access = (await _world.Control.FindOpenAsync(World.TenantId, Stop))!;
        await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, access.Id, "c", Stop);
        Assert.Null(await _world.ReadAsync(cookie));

        await _world.OpenAsync();
        Assert.Null(await _world.ReadAsync(cookie));
    }

    [Fact]
    public async Task Revoking_the_link_ends_its_session_and_no_other()
    {
        var (cookie, link) = await _world.SignedInAsync();
        var (_, secret) = await _world.LinkAsync(_world.World.OnlyUser().Key);
        var other = Assert.IsType<EmergencyAdmission.SignedIn>(await _world.SignIn.RunAsync(secret, "e", Stop)).SessionToken;

        await _world.Admins.Grants.RevokeAsync(EmergencyWorld.By, AdminGrantKind.EmergencyLink, World.TenantId, link.Id, "c", Stop);

        Assert.Null(await _world.ReadAsync(cookie));
        Assert.NotNull(await _world.ReadAsync(other));
    }

    [Fact]
    public async Task Sessions_end_with_the_opening_or_the_tenants_own_limit()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync(hours: 24);
        var (_, secret) = await _world.LinkAsync(person);
        var cookie = Assert.IsType<EmergencyAdmission.SignedIn>(await _world.SignIn.RunAsync(secret, "e", Stop)).SessionToken;

        Assert.Equal(_world.World.Time.GetUtcNow() + (await _world.World.TenantAsync()).SessionMaximum, (await _world.ReadAsync(cookie))!.ExpiresAt);
    }

    [Fact]
    public async Task Who_was_disabled_meanwhile_does_not_come_in()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        _world.World.Users.Put(World.TenantId, _world.World.OnlyUser() with { Status = UserStatus.Disabled });

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
    }

    [Fact]
    public async Task Nobody_comes_in_to_a_tenant_that_is_switched_off()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        _world.World.Tenants.Put(World.TenantId, World.Row(("Enabled", false)));
        _world.World.Time.Advance(TenantDirectory.FreshFor);

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("me.contoso.0123456789abcdef01234567.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_link_opens_nothing(string? text) => Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(text, "e", Stop));

    [Fact]
    public async Task Keys_and_setup_links_are_no_emergency_links_and_the_other_way_round()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        var (_, setup) = await _world.Admins.LinkAsync();
        var (_, key) = await _world.Admins.KeyAsync();

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(setup, "e", Stop));
        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(key, "e", Stop));
        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync("me" + setup[2..], "e", Stop));
        Assert.Equal(AdminSignInProblem.Refused, (await _world.Admins.Sessions.OpenForLinkAsync(secret, "c", Stop)).Problem);
        Assert.Null(await _world.Admins.Grants.AuthenticateAsync(secret, Stop));
    }

    [Fact]
    public async Task A_link_of_one_tenant_opens_no_other()
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret.Replace(World.TenantId, "fabrikam", StringComparison.Ordinal), "e", Stop));
    }

    [Fact]
    public async Task It_makes_nobody_an_operator()
    {
        var (cookie, _) = await _world.SignedInAsync("Admin");

        Assert.Equal(AdminSignInProblem.Refused, (await _world.Admins.Sessions.OpenForUserAsync(cookie, "c", Stop)).Problem);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Wherever_it_dies_after_the_link_was_used_nobody_has_a_session_and_a_new_link_works(int write, bool after)
    {
        var person = await _world.KnownPersonAsync();
        await _world.OpenAsync();
        var (_, secret) = await _world.LinkAsync(person);
        _world.World.Faults.FailWrite(write, after);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.SignIn.RunAsync(secret, "e", Stop));
        Assert.True(_world.World.Faults.Struck);
        _world.World.Faults.Forget();

        Assert.IsType<EmergencyAdmission.Refused>(await _world.SignIn.RunAsync(secret, "e", Stop));
        Assert.IsType<EmergencyAdmission.SignedIn>(await _world.SignIn.RunAsync((await _world.LinkAsync(person)).Secret, "e", Stop));
    }

    [Fact]
    public async Task Signing_out_says_nothing_to_the_IdP_which_knows_nothing_of_this_session()
    {
        var (cookie, _) = await _world.SignedInAsync();

        Assert.IsType<SignOutOutcome.Done>(await _world.World.SignOut.RunAsync(cookie, "c", Stop));
        Assert.Null(await _world.ReadAsync(cookie));
    }
}
