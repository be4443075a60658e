using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableAdminStoreTests(Storage storage)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly TableAdminStore _store = new(storage.Connect());
    private readonly string _tenant = NewTenant();

    [Theory]
    [InlineData(AdminGrantKind.ApiKey, true)]
    [InlineData(AdminGrantKind.ApiKey, false)]
    [InlineData(AdminGrantKind.SetupLink, true)]
    public async Task A_key_or_link_comes_back_as_it_was_stored(AdminGrantKind kind, bool scoped)
    {
        var grant = NewGrant(kind, scoped ? _tenant : null) with { MayWrite = kind == AdminGrantKind.ApiKey };
        await _store.TryInsertGrantAsync(grant, Stop);
        var tenant = kind == AdminGrantKind.SetupLink ? _tenant : null;

        Assert.Equal(grant, await _store.ReadGrantAsync(kind, tenant, grant.Id, Stop));
        Assert.Contains(grant, await ListAsync(_store.ListGrantsAsync(kind, tenant, Stop)));

        await _store.UseGrantAsync(kind, tenant, grant.Id, new DateOnly(2026, 11, 22), Stop);
        await _store.RevokeGrantAsync(kind, tenant, grant.Id, Now, Stop);
        Assert.Equal(grant with { RevokedAt = Now, LastUsedOn = new DateOnly(2026, 11, 22) }, await _store.ReadGrantAsync(kind, tenant, grant.Id, Stop));
    }

    [Theory]
    [InlineData(AdminGrantKind.ApiKey)]
    [InlineData(AdminGrantKind.SetupLink)]
    [InlineData(AdminGrantKind.EmergencyLink)]
    public async Task An_id_is_given_once_with_one_operation_and_an_answer_that_got_lost_is_no_failure(AdminGrantKind kind)
    {
        var wire = new Wire();
        var (store, tenant) = (new TableAdminStore(storage.Connect(wire)), kind == AdminGrantKind.ApiKey ? null : _tenant);
        var grant = (kind == AdminGrantKind.EmergencyLink ? NewLink() : NewGrant(kind, tenant)) with { SecretHash = new string('b', 64) };
        await _store.TryInsertGrantAsync(NewGrant(AdminGrantKind.SetupLink, NewTenant()), Stop);

        Assert.True(await store.TryInsertGrantAsync(grant, Stop));
        Assert.Single(wire.Requests);
        Assert.False(await store.TryInsertGrantAsync(grant with { SecretHash = new string('c', 64), Name = "another" }, Stop));
        Assert.Equal(3, wire.Requests.Count);
        Assert.Equal(grant, await _store.ReadGrantAsync(kind, tenant, grant.Id, Stop));
        Assert.True(await store.TryInsertGrantAsync(grant, Stop));
    }

    [Fact]
    public async Task A_link_of_one_tenant_is_not_another_ones()
    {
        var link = NewGrant(AdminGrantKind.SetupLink, _tenant);
        await _store.TryInsertGrantAsync(link, Stop);

        Assert.Null(await _store.ReadGrantAsync(AdminGrantKind.SetupLink, NewTenant(), link.Id, Stop));
        Assert.Null(await _store.ReadGrantAsync(AdminGrantKind.ApiKey, null, link.Id, Stop));
        Assert.Empty(await ListAsync(_store.ListGrantsAsync(AdminGrantKind.SetupLink, NewTenant(), Stop)));
    }

    [Theory]
    [InlineData("TenantId", 7)]
    [InlineData("TenantId", true)]
    public async Task A_hand_edit_of_the_scope_never_widens_a_key(string column, object value)
    {
        var key = NewGrant(AdminGrantKind.ApiKey, _tenant);
        await _store.TryInsertGrantAsync(key, Stop);
        await storage.Connect().GetTableClient("Admins").UpdateEntityAsync(new TableEntity("key", key.Id) { [column] = value }, Azure.ETag.All, TableUpdateMode.Merge, Stop);

        Assert.NotNull((await _store.ReadGrantAsync(AdminGrantKind.ApiKey, null, key.Id, Stop))!.TenantId);
    }

    [Fact]
    public async Task A_hand_edit_that_cannot_be_read_revokes()
    {
        var key = NewGrant(AdminGrantKind.ApiKey, null);
        await _store.TryInsertGrantAsync(key, Stop);
        await storage.Connect().GetTableClient("Admins").UpdateEntityAsync(new TableEntity("key", key.Id) { ["RevokedAt"] = "yes" }, Azure.ETag.All, TableUpdateMode.Merge, Stop);

        Assert.False((await _store.ReadGrantAsync(AdminGrantKind.ApiKey, null, key.Id, Stop))!.IsActive(Now));
    }

    [Fact]
    public async Task The_key_of_the_seals_is_made_once_and_the_same_for_instances_that_start_together()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new TableAdminStore(storage.Connect()).ReadSealKeyAsync(Stop)));

        Assert.Equal(32, keys[0].Length);
        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact]
    public async Task The_links_that_one_actor_made_are_found_in_every_tenant()
    {
        var actor = $"API key {Guid.NewGuid():N}";
        AdminGrant[] made = [NewGrant(AdminGrantKind.SetupLink, _tenant) with { CreatedBy = actor }, NewGrant(AdminGrantKind.SetupLink, NewTenant()) with { CreatedBy = actor }];
        foreach (var link in made.Append(NewGrant(AdminGrantKind.SetupLink, _tenant)))
        {
            await _store.TryInsertGrantAsync(link, Stop);
        }

        var found = await ListAsync(_store.ListSetupLinksOfAsync(actor, Stop));

        Assert.Equal(made.Select(l => l.Id).Order(), found.Select(l => l.Id).Order());
    }

    [Fact]
    public async Task An_emergency_link_comes_back_as_it_was_stored_and_is_used_once_by_one()
    {
        var link = NewLink();
        await _store.TryInsertGrantAsync(link, Stop);
        Assert.Equal(link, await ReadLinkAsync(link));

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _store.TryUseOnceAsync(AdminGrantKind.EmergencyLink, _tenant, link.Id, $"hash {i}", Now, Stop)));

        var winner = Assert.Single(Enumerable.Range(0, 8), i => tries[i]);
        Assert.Equal(link with { Emergency = link.Emergency! with { UsedAt = Now } }, await ReadLinkAsync(link));
        // Whoever lost the answer on its way asks again.
        Assert.True(await _store.TryUseOnceAsync(AdminGrantKind.EmergencyLink, _tenant, link.Id, $"hash {winner}", Now, Stop));
        Assert.False(await _store.TryUseOnceAsync(AdminGrantKind.EmergencyLink, _tenant, link.Id, "another", Now, Stop));
        Assert.False(await _store.TryUseOnceAsync(AdminGrantKind.EmergencyLink, NewTenant(), link.Id, $"hash {winner}", Now, Stop));
    }

    [Fact]
    public async Task A_hand_edit_that_cannot_be_read_uses_an_emergency_link_up()
    {
        var link = NewLink();
        await _store.TryInsertGrantAsync(link, Stop);
        await storage.Connect().GetTableClient("Admins").UpdateEntityAsync(
            new TableEntity($"pass|{_tenant}", link.Id) { ["UsedAt"] = "no" }, Azure.ETag.All, TableUpdateMode.Merge, Stop);

        Assert.False((await ReadLinkAsync(link))!.IsActive(Now));
        Assert.False(await _store.TryUseOnceAsync(AdminGrantKind.EmergencyLink, _tenant, link.Id, "x", Now, Stop));
    }

    [Theory]
    [InlineData(AdminSessionKind.BootstrapKey)]
    [InlineData(AdminSessionKind.User)]
    [InlineData(AdminSessionKind.SetupLink)]
    public async Task A_session_comes_back_as_it_was_stored_and_can_be_seen_and_ended(AdminSessionKind kind)
    {
        var session = NewSession(kind, Now.AddHours(8));
        await _store.InsertSessionAsync(session, Stop);
        Assert.Equal(session, await _store.ReadSessionAsync(session.TokenHash, Stop));

        await _store.SeeSessionAsync(session.TokenHash, Now.AddMinutes(5), Stop);
        await _store.RevokeSessionAsync(session.TokenHash, Stop);
        Assert.Equal(session with { SeenAt = Now.AddMinutes(5), Revoked = true }, await _store.ReadSessionAsync(session.TokenHash, Stop));
    }

    [Fact]
    public async Task A_session_of_an_unknown_kind_is_over()
    {
        var session = NewSession(AdminSessionKind.User, Now.AddHours(8));
        await _store.InsertSessionAsync(session, Stop);
        await storage.Connect().GetTableClient("Admins").UpdateEntityAsync(
            new TableEntity("session", session.TokenHash) { ["Kind"] = "7" }, Azure.ETag.All, TableUpdateMode.Merge, Stop);

        Assert.True((await _store.ReadSessionAsync(session.TokenHash, Stop))!.Revoked);
    }

    [Fact]
    public async Task What_is_not_there_can_be_revoked_and_seen_without_an_error()
    {
        await _store.RevokeSessionAsync(NewTenant(), Stop);
        await _store.SeeSessionAsync(NewTenant(), Now, Stop);
        await _store.RevokeGrantAsync(AdminGrantKind.SetupLink, _tenant, "0000000000000000", Now, Stop);
        Assert.Null(await _store.ReadSessionAsync(NewTenant(), Stop));
    }

    [Fact]
    public async Task Attempts_are_counted_from_a_time_on_up_to_a_bound()
    {
        // A time of this test alone, far ahead of all others.
        var then = Now.AddYears(Random.Shared.Next(100, 5000));
        for (var i = 0; i < 5; i++)
        {
            await _store.AddAttemptAsync(then.AddSeconds(i), Stop);
        }

        Assert.InRange(await _store.CountAttemptsAsync(then, 100, Stop), 5, 100);
        Assert.Equal(3, await _store.CountAttemptsAsync(then, 3, Stop));
    }

    [Fact]
    public async Task The_clean_up_takes_what_is_over_and_leaves_the_rest()
    {
        var old = NewSession(AdminSessionKind.User, Now.AddDays(-1).AddMinutes(-1));
        var young = NewSession(AdminSessionKind.User, Now.AddDays(-1).AddMinutes(1));
        var oldLink = NewGrant(AdminGrantKind.SetupLink, _tenant) with { ExpiresAt = Now.AddDays(-91) };
        var youngLink = NewGrant(AdminGrantKind.SetupLink, _tenant) with { ExpiresAt = Now.AddDays(-89) };
        await _store.InsertSessionAsync(old, Stop);
        await _store.InsertSessionAsync(young, Stop);
        var (oldPass, youngPass) = (NewLink() with { ExpiresAt = Now.AddDays(-2).AddMinutes(-1) }, NewLink());
        await _store.TryInsertGrantAsync(oldLink, Stop);
        await _store.TryInsertGrantAsync(youngLink, Stop);
        await _store.TryInsertGrantAsync(oldPass, Stop);
        await _store.TryInsertGrantAsync(youngPass, Stop);

        Assert.InRange(await _store.DeleteExpiredAsync(Now, 1000, Stop), 3, 1000);

        Assert.Null(await _store.ReadSessionAsync(old.TokenHash, Stop));
        Assert.NotNull(await _store.ReadSessionAsync(young.TokenHash, Stop));
        Assert.Equal([youngLink], await ListAsync(_store.ListGrantsAsync(AdminGrantKind.SetupLink, _tenant, Stop)));
        Assert.Equal([youngPass], await ListAsync(_store.ListGrantsAsync(AdminGrantKind.EmergencyLink, _tenant, Stop)));
    }

    [Fact]
    public async Task Emergency_access_that_is_opened_again_while_the_clean_up_looks_stays()
    {
        var emergencies = new TableEmergencyStore(storage.Connect());
        var old = new EmergencyAccess { TenantId = _tenant, Id = "1", Reason = "r", OpenedBy = "o", OpenedAt = Now.AddDays(-3), EndsAt = Now.AddDays(-2) };
        await emergencies.TryWriteAsync(old, Stop);
        var wire = new Wire();
        wire.Meanwhile = async () => Assert.True(
            await emergencies.TryWriteAsync(old with { Id = "2", OpenedAt = Now, EndsAt = Now.AddHours(1), ETag = (await emergencies.ReadAsync(_tenant, Stop))!.ETag }, Stop));

        await new TableAdminStore(storage.Connect(wire)).DeleteExpiredAsync(Now, 1000, Stop);

        Assert.Equal("2", (await emergencies.ReadAsync(_tenant, Stop))?.Id);
    }

    [Fact]
    public async Task An_outage_is_told_as_one() => await Assert.ThrowsAsync<StorageUnavailableException>(
        () => new TableAdminStore(Storage.ConnectToNothing()).ReadSessionAsync("x", Stop));

    private Task<AdminGrant?> ReadLinkAsync(AdminGrant link) => _store.ReadGrantAsync(AdminGrantKind.EmergencyLink, _tenant, link.Id, Stop);

    private AdminGrant NewLink() => NewGrant(AdminGrantKind.EmergencyLink, _tenant) with
    {
        Name = "",
        ExpiresAt = Now.AddHours(1),
        Emergency = new EmergencyLink(_tenant, "0123456789abcdef", "s-1", Now.AddHours(1)),
    };

    private static AdminGrant NewGrant(AdminGrantKind kind, string? tenant) => new()
    {
        Kind = kind,
        Id = Guid.NewGuid().ToString("N")[..16],
        Name = "Zoë's 'key'",
        TenantId = tenant,
        SecretHash = new string('a', 64),
        CreatedAt = Now,
        CreatedBy = "operator with the bootstrap key",
        ExpiresAt = Now.AddDays(7),
    };

    private static AdminSession NewSession(AdminSessionKind kind, DateTimeOffset expires) => new()
    {
        TokenHash = Guid.NewGuid().ToString("N"),
        Kind = kind,
        TenantId = kind == AdminSessionKind.BootstrapKey ? null : "contoso",
        Subject = kind == AdminSessionKind.BootstrapKey ? null : "s-1",
        KeyProof = kind == AdminSessionKind.BootstrapKey ? "proof" : null,
        UserSession = kind == AdminSessionKind.User ? "hash" : null,
        CreatedAt = Now,
        SeenAt = Now,
        ExpiresAt = expires,
    };
}
