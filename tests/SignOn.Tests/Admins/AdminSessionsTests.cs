namespace SignOn.Tests.Admins;

public sealed class AdminSessionsTests
{
    private readonly AdminWorld _world = new();

    [Fact]
    public async Task The_bootstrap_key_makes_an_operator()
    {
        var signIn = await _world.TryKeyAsync($" {AdminWorld.Key} ");

        Assert.Equal(AdminSignInProblem.None, signIn.Problem);
        Assert.Equal(new Admin.Operator(), (await _world.ReadAsync(signIn.Token))!.Admin);
        Assert.Equal(AuditAction.SignedIn, Assert.Single(_world.Audit.Records).Action);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a bootstrap key of the unit tests, long enougH")]
    [InlineData("a bootstrap key of the unit tests, long enough.")]
    public async Task Another_key_makes_nobody_an_operator(string key)
    {
        Assert.Equal(AdminSignInProblem.Refused, (await _world.TryKeyAsync(key)).Problem);
        Assert.Empty(_world.Store.Sessions);
    }

    [Fact]
    public async Task A_key_that_was_removed_opens_nothing_and_ends_the_sessions_that_it_opened()
    {
        var cookie = await _world.OperatorAsync();
        _world.Configure(("Manage:BootstrapKey", null));

        Assert.Null(await _world.ReadAsync(cookie));
        Assert.Equal(AdminSignInProblem.TurnedOff, (await _world.TryKeyAsync(AdminWorld.Key)).Problem);
        Assert.Equal(AdminSignInProblem.TurnedOff, (await _world.TryKeyAsync("")).Problem);
    }

    [Fact]
    public async Task A_key_that_was_changed_ends_the_sessions_that_the_old_one_opened()
    {
        var cookie = await _world.OperatorAsync();
        _world.Configure(("Manage:BootstrapKey", "another key that is long enough for a test"));

        Assert.Null(await _world.ReadAsync(cookie));
    }

    [Fact]
    public async Task A_reference_that_Azure_could_not_follow_is_no_key()
    {
        const string Reference = "@Microsoft.KeyVault(SecretUri=https://name.vault.azure.net/secrets/manage-bootstrap-key)";
        _world.Configure(("Manage:BootstrapKey", Reference));

        Assert.Equal(AdminSignInProblem.TurnedOff, (await _world.TryKeyAsync(Reference)).Problem);
        Assert.True(AdminWorld.Options(("Manage:BootstrapKey", Reference)).IsKeyUnresolved);
    }

    [Fact]
    public async Task Storage_never_sees_a_token_and_the_forms_token_is_another()
    {
        var cookie = await _world.OperatorAsync();
        var row = Assert.Single(_world.Store.Sessions.Values);
        var visit = await _world.ReadAsync(cookie);

        Assert.DoesNotContain(cookie, row.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(cookie, visit!.FormToken);
        Assert.NotEqual(visit.FormToken, (await _world.ReadAsync(await _world.OperatorAsync()))!.FormToken);
        Assert.Equal(visit.FormToken, (await _world.ReadAsync(cookie))!.FormToken);
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_use()
    {
        var cookie = await _world.OperatorAsync();
        _world.World.Time.Advance(AdminSessions.IdleLimit - TimeSpan.FromTicks(1));
        Assert.NotNull(await _world.ReadAsync(cookie));

        _world.World.Time.Advance(AdminSessions.IdleLimit - TimeSpan.FromTicks(1));
        Assert.NotNull(await _world.ReadAsync(cookie));
        _world.World.Time.Advance(AdminSessions.IdleLimit);
        Assert.Null(await _world.ReadAsync(cookie));
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_however_much_it_is_used()
    {
        var cookie = await _world.OperatorAsync();
        for (var minutes = 0; minutes < (8 * 60) - 20; minutes += 20)
        {
            _world.World.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.NotNull(await _world.ReadAsync(cookie));
        }

        _world.World.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(await _world.ReadAsync(cookie));
    }

    [Fact]
    public async Task A_click_costs_one_operation_and_a_write_once_a_minute()
    {
        var cookie = await _world.OperatorAsync();
        var before = _world.Store.Operations;
        await _world.ReadAsync(cookie);
        Assert.Equal(1, _world.Store.Operations - before);

        _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.ReadAsync(cookie);
        Assert.Equal(3, _world.Store.Operations - before);
    }

    [Fact]
    public async Task An_ended_session_is_over_on_every_instance()
    {
        var cookie = await _world.OperatorAsync();
        await _world.Sessions.EndAsync(cookie, Stop);

        Assert.Null(await _world.NewInstance().ReadAsync(cookie, null, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public async Task What_is_no_token_is_nobody(string? cookie)
    {
        await _world.OperatorAsync();

        Assert.Null(await _world.ReadAsync(cookie));
        await _world.Sessions.EndAsync(cookie, Stop);
    }

    [Fact]
    public async Task Without_its_line_in_the_audit_trail_there_is_no_session()
    {
        _world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.TryKeyAsync(AdminWorld.Key));
        Assert.Empty(_world.Store.Sessions);
    }

    [Fact]
    public async Task Keys_are_tried_ten_times_a_minute_on_an_instance_and_the_right_one_waits_too()
    {
        for (var i = 0; i < AttemptLimit.MaxHere; i++)
        {
            Assert.Equal(AdminSignInProblem.Refused, (await _world.TryKeyAsync("wrong")).Problem);
        }

        var operations = _world.Store.Operations;
        var refused = await _world.TryKeyAsync(AdminWorld.Key);
        Assert.Equal(AdminSignInProblem.TooManyAttempts, refused.Problem);
        Assert.Equal(AttemptLimit.HereWindow, refused.RetryAfter);
        Assert.Equal(operations, _world.Store.Operations);

        _world.World.Time.Advance(AttemptLimit.HereWindow);
        Assert.Equal(AdminSignInProblem.None, (await _world.TryKeyAsync(AdminWorld.Key)).Problem);
    }

    [Fact]
    public async Task Keys_are_tried_thirty_times_in_ten_minutes_on_all_instances_together_also_side_by_side()
    {
        var instances = Enumerable.Range(0, 6).Select(_ => _world.NewInstance()).ToList();
        var tries = await Task.WhenAll(instances.SelectMany(i => Enumerable.Range(0, 9).Select(_ => i.OpenWithKeyAsync("wrong", "c", Stop))));
        Assert.InRange(tries.Count(t => t.Problem == AdminSignInProblem.Refused), 0, AttemptLimit.MaxEverywhere);
        Assert.Equal(54, _world.Store.Attempts);
        Assert.Equal(AdminSignInProblem.TooManyAttempts, (await _world.TryKeyAsync(AdminWorld.Key)).Problem);

        _world.World.Time.Advance(AttemptLimit.EverywhereWindow + TimeSpan.FromTicks(1));
        Assert.Equal(AdminSignInProblem.None, (await _world.TryKeyAsync(AdminWorld.Key)).Problem);
    }

    [Fact]
    public async Task When_attempts_cannot_be_counted_nothing_is_compared()
    {
        _world.Store.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.TryKeyAsync(AdminWorld.Key));
    }
}
