namespace SignOn.Tests.Emergency;

public sealed class ControlEmergencyTests
{
    private readonly EmergencyWorld _world = new();

    private static EmergencyOpening Wish => new(World.TenantId, 4, "incident 7");

    [Theory]
    [InlineData("", 4, "reason")]
    [InlineData("   ", 4, "reason")]
    [InlineData("a\nb", 4, "reason")]
    [InlineData("x", 0, "hours")]
    [InlineData("x", 25, "hours")]
    public async Task It_wants_a_reason_and_an_end_within_a_day(string reason, int hours, string field)
    {
        var wish = new EmergencyOpening(World.TenantId, hours, reason);

        Assert.Equal(field, Assert.Single(wish.Check()).Field);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Control.OpenAsync(EmergencyWorld.By, wish, "c", Stop));
        Assert.Empty(_world.World.Audit.Records);
    }

    [Fact]
    public void The_longest_reason_and_time_are_taken_and_no_longer_reason_is()
    {
        Assert.Empty(new EmergencyOpening(World.TenantId, EmergencyAccess.MaxHours, new string('x', EmergencyAccess.MaxReasonLength)).Check());
        Assert.Single(new EmergencyOpening(World.TenantId, 1, new string('x', EmergencyAccess.MaxReasonLength + 1)).Check());
    }

    [Fact]
    public async Task It_ends_by_itself()
    {
        await _world.OpenAsync(hours: 4);

        _world.World.Time.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _world.Control.FindOpenAsync(World.TenantId, Stop));
        Assert.Single(await _world.Control.ListOpenAsync(Stop));

        _world.World.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _world.Control.FindOpenAsync(World.TenantId, Stop));
        Assert.Empty(await _world.Control.ListOpenAsync(Stop));
    }

    [Fact]
    public async Task It_is_open_once_and_can_be_opened_again_after_it_was_closed()
    {
        var first = await _world.OpenAsync();
        Assert.Equal(EmergencyOutcome.OpenAlready, await _world.Control.OpenAsync(EmergencyWorld.By, Wish, "c", Stop));

        Assert.Equal(EmergencyOutcome.Done, await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, first.Id, "c", Stop));
        Assert.NotEqual(first.Id, (await _world.OpenAsync()).Id);
    }

    [Fact]
    public async Task Of_two_who_open_it_at_once_one_does()
    {
        _world.World.Emergencies.BeforeWrite = () =>
        {
            _world.World.Emergencies.BeforeWrite = null;
            _world.World.Emergencies.Put(Opening("other"));
        };

        Assert.Equal(EmergencyOutcome.OpenAlready, await _world.Control.OpenAsync(EmergencyWorld.By, Wish, "c", Stop));
        Assert.Equal("other", (await _world.Control.FindOpenAsync(World.TenantId, Stop))!.Id);
    }

    [Fact]
    public async Task Only_the_opening_that_was_seen_can_be_closed()
    {
        await _world.OpenAsync();

        Assert.Equal(EmergencyOutcome.NotOpen, await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, "0000000000000000", "c", Stop));
        Assert.NotNull(await _world.Control.FindOpenAsync(World.TenantId, Stop));
        Assert.DoesNotContain(_world.World.Audit.Records, r => r.Action == AuditAction.EmergencyClosed);
    }

    [Fact]
    public async Task A_form_that_comes_in_twice_makes_one_link_and_one_without_an_id_makes_none()
    {
        await _world.OpenAsync();
        var (person, id) = (await _world.KnownPersonAsync(), GrantIds.New());
        var (_, link, _) = await _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, person, id, "c", Stop);

        Assert.Equal((EmergencyOutcome.MadeAlready, null, null), await _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, person, id, "c", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, person, "", "c", Stop));

        Assert.Equal(link, Assert.Single(_world.World.Admins.Grants.Values));
        Assert.Equal(id, link!.Id);
    }

    [Fact]
    public async Task Without_it_nobody_gets_a_link()
    {
        var person = await _world.KnownPersonAsync();

        Assert.Equal((EmergencyOutcome.NotOpen, null, null), await _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, person, GrantIds.New(), "c", Stop));
    }

    [Theory]
    [InlineData(UserStatus.Pending)]
    [InlineData(UserStatus.Disabled)]
    public async Task Whose_account_does_not_work_gets_no_link(UserStatus status)
    {
        await _world.KnownPersonAsync();
        await _world.OpenAsync();
        _world.World.Users.Put(World.TenantId, _world.World.OnlyUser() with { Status = status });

        var (outcome, link, _) = await _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, _world.World.OnlyUser().Key, GrantIds.New(), "c", Stop);

        Assert.Equal((EmergencyOutcome.NoSuchUser, null), (outcome, link));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("s-0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Who_never_signed_in_gets_no_link(string key)
    {
        await _world.OpenAsync();

        Assert.Equal(EmergencyOutcome.NoSuchUser, (await _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, key, GrantIds.New(), "c", Stop)).Outcome);
    }

    [Fact]
    public async Task A_link_ends_with_the_opening_or_after_an_hour()
    {
        var person = await _world.KnownPersonAsync();
        var access = await _world.OpenAsync(hours: 2);
        Assert.Equal(_world.World.Time.GetUtcNow().AddHours(1), (await _world.LinkAsync(person)).Link.ExpiresAt);

        _world.World.Time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(access.EndsAt, (await _world.LinkAsync(person)).Link.ExpiresAt);
    }

    [Fact]
    public async Task The_list_has_this_openings_links_alone_with_their_people()
    {
        var person = await _world.KnownPersonAsync();
        var first = await _world.OpenAsync();
        await _world.LinkAsync(person);
        await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, first.Id, "c", Stop);
        var second = await _world.OpenAsync();
        var (link, _) = await _world.LinkAsync(person);

        var (listed, name) = Assert.Single((await _world.Control.ListLinksAsync(second, null, Stop)).Links);
        Assert.Equal((link.Id, _world.World.OnlyUser().ShownName), (listed.Id, name));
    }

    [Fact]
    public async Task A_long_list_of_links_is_read_page_by_page_and_reads_the_names_of_its_page_alone()
    {
        var person = await _world.KnownPersonAsync();
        var access = await _world.OpenAsync();
        for (var i = 0; i < AdminGrants.PageSize + 3; i++)
        {
            await _world.LinkAsync(person);
        }

        _world.World.Faults.Forget();
        var (first, next) = await _world.Control.ListLinksAsync(access, null, Stop);
        Assert.Equal(AdminGrants.PageSize, _world.World.Faults.Operations.Count(o => o == "users read"));
        var (second, end) = await _world.Control.ListLinksAsync(access, next, Stop);

        Assert.Equal(AdminGrants.PageSize + 3, _world.World.Faults.Operations.Count(o => o == "users read"));
        Assert.Equal((AdminGrants.PageSize, 3, null), (first.Count, second.Count, end));
        Assert.Equal(AdminGrants.PageSize + 3, first.Concat(second).Select(l => l.Link.Id).Distinct().Count());
    }

    [Fact]
    public async Task Every_step_is_in_the_audit_trail_with_the_reason_and_without_the_secret_or_a_name()
    {
        var (cookie, link) = await _world.SignedInAsync();
        var access = (await _world.Control.FindOpenAsync(World.TenantId, Stop))!;
        await _world.Admins.Grants.RevokeAsync(EmergencyWorld.By, AdminGrantKind.EmergencyLink, World.TenantId, link.Id, "c", Stop);
        await _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, access.Id, "c", Stop);

        AuditAction[] actions = [AuditAction.EmergencyOpened, AuditAction.EmergencyLinkMade, AuditAction.EmergencyLinkUsed, AuditAction.EmergencyLinkRevoked, AuditAction.EmergencyClosed];
        Assert.Equal(actions, _world.World.Audit.Records.Select(r => r.Action));
        Assert.Contains(_world.World.Audit.Records[0].Changes, c => c is { Field: "Reason", After: "incident 7" });
        Assert.Contains(_world.World.Audit.Records[1].Changes, c => c.Field == "User" && c.After == _world.World.OnlyUser().Key);
        Assert.Equal(($"emergency link {link.Id}", _world.World.OnlyUser().Key), (_world.World.Audit.Records[2].Actor, _world.World.Audit.Records[2].Target));
        var text = string.Join(' ', _world.World.Audit.Records.SelectMany(r => r.Changes.Select(c => c.ToString()).Append(r.ToString())));
        Assert.DoesNotContain(cookie, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.World.OnlyUser().Facts.Email!, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_its_line_in_the_audit_trail_nothing_happens()
    {
        var person = await _world.KnownPersonAsync();
        _world.World.Audit.Down = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Control.OpenAsync(EmergencyWorld.By, Wish, "c", Stop));
        Assert.Null(await _world.Control.FindOpenAsync(World.TenantId, Stop));

        _world.World.Audit.Down = false;
        var access = await _world.OpenAsync();
        var (link, secret) = await _world.LinkAsync(person);
        _world.World.Audit.Down = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Control.MakeLinkAsync(EmergencyWorld.By, World.TenantId, person, GrantIds.New(), "c", Stop));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Control.CloseAsync(EmergencyWorld.By, World.TenantId, access.Id, "c", Stop));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.SignIn.RunAsync(secret, "c", Stop));

        Assert.Equal(link.Id, Assert.Single(_world.World.Admins.Grants.Values).Id);
        Assert.Null(Assert.Single(_world.World.Admins.Grants.Values).Emergency!.UsedAt);
        Assert.NotNull(await _world.Control.FindOpenAsync(World.TenantId, Stop));
    }

    private EmergencyAccess Opening(string id) => new()
    {
        TenantId = World.TenantId,
        Id = id,
        Reason = "r",
        OpenedBy = "o",
        OpenedAt = _world.World.Time.GetUtcNow(),
        EndsAt = _world.World.Time.GetUtcNow().AddHours(1),
    };
}
