namespace SignOn.Tests.Admins;

public sealed class AdminGrantsTests
{
    private readonly AdminWorld _world = new();

    [Fact]
    public async Task A_key_opens_what_it_was_made_for_and_storage_has_only_its_hash()
    {
        var (grant, secret) = await _world.KeyAsync("contoso", write: true);

        Assert.Equal(new Admin.ApiKey(grant.Id, "export", "contoso", true), await _world.Grants.AuthenticateAsync(secret, Stop));
        Assert.DoesNotContain(secret.Split('.')[^1], _world.Store.Grants.Values.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_and_an_expired_one_open_nothing()
    {
        var (revoked, first) = await _world.KeyAsync();
        var (_, second) = await _world.KeyAsync(days: 1);
        Assert.True(await _world.Grants.RevokeAsync(new Admin.Operator(), AdminGrantKind.ApiKey, null, revoked.Id, "c", Stop));
        Assert.Null(await _world.Grants.AuthenticateAsync(first, Stop));

        _world.World.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _world.Grants.AuthenticateAsync(second, Stop));
        _world.World.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _world.Grants.AuthenticateAsync(second, Stop));
    }

    [Fact]
    public async Task A_secret_opens_its_own_key_only()
    {
        var (_, first) = await _world.KeyAsync();
        var (_, second) = await _world.KeyAsync();
        var (a, b) = (first.Split('.'), second.Split('.'));

        Assert.Null(await _world.Grants.AuthenticateAsync($"mk.{a[1]}.{b[2]}", Stop));
        Assert.Null(await _world.Grants.AuthenticateAsync($"mk.{b[1]}.{a[2]}", Stop));
    }

    [Fact]
    public async Task A_link_is_no_key_and_a_key_is_no_link()
    {
        var (_, key) = await _world.KeyAsync("contoso");
        var (_, link) = await _world.LinkAsync();

        Assert.Null(await _world.Grants.AuthenticateAsync(link, Stop));
        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForLinkAsync(key, "c", Stop)).Problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mk")]
    [InlineData("mk..")]
    [InlineData("mk.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mk.0123456789ABCDEF01234567.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mk.0123456789abcdef01234567.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("ml.Contoso'.0123456789abcdef01234567.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_can_be_no_key_costs_no_storage_operation(string? text)
    {
        Assert.Null(await _world.Grants.AuthenticateAsync(text, Stop));
        Assert.Equal(0, _world.Store.Operations);
    }

    [Fact]
    public async Task Made_up_keys_and_links_cost_no_storage_operation_after_the_first_and_keep_no_new_one_waiting()
    {
        var (_, key) = await _world.KeyAsync();
        var (_, link) = await _world.LinkAsync();
        var before = _world.Store.Operations;
        for (var i = 0; i < 1000; i++)
        {
            Assert.Null(await _world.Grants.AuthenticateAsync($"mk.{i:x24}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Stop));
            Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForLinkAsync($"ml.contoso.{i:x24}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "c", Stop)).Problem);
        }

        Assert.Equal(before, _world.Store.Operations);
        Assert.NotNull(await _world.Grants.AuthenticateAsync(key, Stop));
        Assert.Equal(AdminSignInProblem.None, (await _world.Sessions.OpenForLinkAsync(link, "c", Stop)).Problem);
    }

    [Fact]
    public async Task A_seal_is_good_for_its_own_kind_tenant_and_id_alone()
    {
        var (_, link) = await _world.LinkAsync();
        var parts = link.Split('.');
        var before = _world.Store.Operations;

        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForLinkAsync($"ml.fabrikam.{parts[2]}.{parts[3]}", "c", Stop)).Problem);
        Assert.Null(await _world.Grants.AuthenticateAsync($"mk.{parts[2]}.{parts[3]}", Stop));
        Assert.Equal(before, _world.Store.Operations);
    }

    [Fact]
    public async Task The_links_that_a_key_made_are_revoked_with_it_and_no_others()
    {
        var (key, _) = await _world.KeyAsync(write: true);
        var (made, link) = await _world.MakeAsync(
            new Admin.ApiKey(key.Id, "export", null, true), new NewGrant(AdminGrantKind.SetupLink, "IT", World.TenantId, 7));
        var (_, other) = await _world.LinkAsync();

        await _world.Grants.RevokeAsync(new Admin.Operator(), AdminGrantKind.ApiKey, null, key.Id, "c", Stop);

        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForLinkAsync(link, "c", Stop)).Problem);
        Assert.Equal(AdminSignInProblem.None, (await _world.Sessions.OpenForLinkAsync(other, "c", Stop)).Problem);
        Assert.Contains(_world.Audit.Records, r => r.Action == AuditAction.SetupLinkRevoked && r.Target == made.Id);
    }

    [Fact]
    public async Task The_day_of_the_last_use_is_noted_once_a_day()
    {
        var (grant, secret) = await _world.KeyAsync();
        var before = _world.Store.Operations;
        await _world.Grants.AuthenticateAsync(secret, Stop);
        await _world.Grants.AuthenticateAsync(secret, Stop);

        Assert.Equal(3, _world.Store.Operations - before);
        Assert.Equal(new DateOnly(2026, 11, 22), (await _world.Grants.ListAsync(AdminGrantKind.ApiKey, null, Stop)).Single(g => g.Id == grant.Id).LastUsedOn);
    }

    [Fact]
    public async Task Every_key_is_listed_once_newest_first_page_after_page_also_while_some_come_and_go()
    {
        var made = new List<string>();
        for (var i = 0; i < (2 * AdminGrants.PageSize) + 3; i++)
        {
            // Some were made at the same moment.
            _world.World.Time.Advance(TimeSpan.FromMinutes(i % 3));
            made.Add((await _world.KeyAsync()).Grant.Id);
        }

        var (pages, after, before) = (new List<GrantPage>(), (string?)null, _world.Store.Operations);
        do
        {
            pages.Add(await _world.Grants.ListPageAsync(AdminGrantKind.ApiKey, null, after, Stop));
            after = pages[^1].Next;
            Assert.Equal(pages.Count, _world.Store.Operations - before);
            if (after is not null)
            {
                // The line at which the page ended goes, and a new one comes.
                _world.Store.Grants.Remove((AdminGrantKind.ApiKey, null, pages[^1].Grants[^1].Id));
                _world.World.Time.Advance(TimeSpan.FromMinutes(1));
                await _world.KeyAsync();
                before = _world.Store.Operations - pages.Count;
            }
        }
        while (after is not null);

        Assert.Equal([AdminGrants.PageSize, AdminGrants.PageSize, 3], pages.Select(p => p.Grants.Count));
        var listed = pages.SelectMany(p => p.Grants).ToList();
        Assert.Equal(made.Order(), listed.Select(g => g.Id).Order());
        Assert.Equal(listed.Select(g => g.CreatedAt).OrderDescending(), listed.Select(g => g.CreatedAt));
    }

    [Fact]
    public async Task A_full_last_page_of_keys_has_no_next_one()
    {
        for (var i = 0; i < AdminGrants.PageSize; i++)
        {
            await _world.KeyAsync();
        }

        var page = await _world.Grants.ListPageAsync(AdminGrantKind.ApiKey, null, null, Stop);
        Assert.Equal((AdminGrants.PageSize, null), (page.Grants.Count, page.Next));
    }

    [Fact]
    public async Task A_links_session_reaches_its_tenant_and_ends_when_the_link_is_revoked()
    {
        var (grant, link) = await _world.LinkAsync();
        var cookie = (await _world.Sessions.OpenForLinkAsync(link, "c", Stop)).Token;
        Assert.Equal(new Admin.SetupLink(World.TenantId, grant.Id), (await _world.ReadAsync(cookie))!.Admin);

        await _world.Grants.RevokeAsync(new Admin.Operator(), AdminGrantKind.SetupLink, World.TenantId, grant.Id, "c", Stop);
        Assert.Null(await _world.ReadAsync(cookie));
        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForLinkAsync(link, "c", Stop)).Problem);
    }

    [Fact]
    public async Task A_links_session_does_not_outlive_the_link()
    {
        var (_, link) = await _world.LinkAsync(days: 1);
        _world.World.Time.Advance(TimeSpan.FromHours(23.75));
        var cookie = (await _world.Sessions.OpenForLinkAsync(link, "c", Stop)).Token;

        _world.World.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await _world.ReadAsync(cookie));
    }

    [Fact]
    public async Task Who_made_and_revoked_what_is_in_the_audit_trail_without_the_secret()
    {
        var (grant, secret) = await _world.KeyAsync("contoso", write: true);
        await _world.Grants.RevokeAsync(new Admin.Operator("contoso", "s-1"), AdminGrantKind.ApiKey, null, grant.Id, "c", Stop);

        Assert.Equal([AuditAction.ApiKeyMade, AuditAction.ApiKeyRevoked], _world.Audit.Records.Select(r => r.Action));
        Assert.Equal(["operator with the bootstrap key", "operator s-1 of tenant contoso"], _world.Audit.Records.Select(r => r.Actor));
        var all = string.Join('\n', _world.Audit.Records.SelectMany(r => r.Changes));
        Assert.Contains("read and write", all, StringComparison.Ordinal);
        Assert.Contains(AuditChange.Redacted, all, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Split('.')[^1], all, StringComparison.Ordinal);
        Assert.DoesNotContain(grant.SecretHash, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_line_in_the_audit_trail_nothing_is_made_or_revoked()
    {
        var (grant, secret) = await _world.KeyAsync();
        _world.Audit.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.KeyAsync());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _world.Grants.RevokeAsync(new Admin.Operator(), AdminGrantKind.ApiKey, null, grant.Id, "c", Stop));
        Assert.Single(_world.Store.Grants);
        Assert.NotNull(await _world.Grants.AuthenticateAsync(secret, Stop));
    }

    [Theory]
    [InlineData(AdminGrantKind.ApiKey)]
    [InlineData(AdminGrantKind.SetupLink)]
    public async Task A_form_that_comes_in_twice_makes_one_thing_and_its_secret_goes_on_working(AdminGrantKind kind)
    {
        var wish = new NewGrant(kind, "x", World.TenantId, 7, Id: GrantIds.New());
        var (grant, secret) = (await _world.Grants.TryMakeAsync(new Admin.Operator(), wish, "c", Stop))!.Value;
        var before = _world.Store.Operations;

        Assert.Null(await _world.Grants.TryMakeAsync(new Admin.Operator(), wish with { Name = "y", MayWrite = true }, "c", Stop));

        Assert.Equal(1, _world.Store.Operations - before);
        Assert.Equal(grant, Assert.Single(_world.Store.Grants.Values));
        Assert.Equal(wish.Id, grant.Id);
        Assert.NotNull(await _world.Grants.FindAsync(kind, secret, Stop));
    }

    [Fact]
    public async Task Two_forms_side_by_side_with_the_same_id_make_one_key_that_one_of_them_shows()
    {
        var wish = new NewGrant(AdminGrantKind.ApiKey, "x", null, 7, Id: GrantIds.New());

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _world.Grants.TryMakeAsync(new Admin.Operator(), wish, "c", Stop)));

        Assert.NotNull(await _world.Grants.AuthenticateAsync(Assert.Single(made, m => m is not null)!.Value.Secret, Stop));
    }

    [Fact]
    public async Task The_id_of_a_form_says_nothing_of_the_secret()
    {
        var wish = new NewGrant(AdminGrantKind.ApiKey, "x", null, 7, Id: GrantIds.New());
        var (_, first) = (await _world.Grants.TryMakeAsync(new Admin.Operator(), wish, "c", Stop))!.Value;
        _world.Store.Grants.Clear();
        var (_, second) = (await _world.Grants.TryMakeAsync(new Admin.Operator(), wish, "c", Stop))!.Value;

        Assert.Equal(first.Split('.')[..2], second.Split('.')[..2]);
        Assert.NotEqual(first.Split('.')[2], second.Split('.')[2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789abcdef0")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789abcde/")]
    public async Task What_is_no_id_makes_nothing(string id)
    {
        var wish = new NewGrant(AdminGrantKind.ApiKey, "x", null, 7, Id: id);

        Assert.Equal("id", Assert.Single(AdminGrants.Check(wish)).Field);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Grants.TryMakeAsync(new Admin.Operator(), wish, "c", Stop));
        Assert.Empty(_world.Store.Grants);
        Assert.Empty(_world.Audit.Records);
    }

    [Theory]
    [InlineData("", 1, null, "name")]
    [InlineData("a\nb", 1, null, "name")]
    [InlineData("x", 0, null, "days")]
    [InlineData("x", 366, null, "days")]
    [InlineData("x", 1, "Contoso", "tenant")]
    [InlineData("x", 1, "", "tenant")]
    public void A_wish_that_cannot_be_granted_names_the_field(string name, int days, string? tenant, string field) =>
        Assert.Equal(field, Assert.Single(AdminGrants.Check(new NewGrant(AdminGrantKind.ApiKey, name, tenant, days))).Field);

    [Fact]
    public void A_link_needs_a_tenant_and_lasts_a_month_at_most() =>
        Assert.Equal(["days", "tenant"], AdminGrants.Check(new NewGrant(AdminGrantKind.SetupLink, "x", null, 31)).Select(e => e.Field));
}
