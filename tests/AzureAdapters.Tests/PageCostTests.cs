using SignOn;

namespace AzureAdapters.Tests;

/// <summary>Counts what the pages of admins read from a real table service.</summary>
public sealed class PageCostTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly Wire _wire = new();

    [Fact]
    public async Task A_page_of_users_is_one_read_of_its_own_rows_and_of_known_columns()
    {
        var users = new TableUserStore(storage.Connect(_wire));
        var rows = Enumerable.Range(0, 60).Select(i => new UserRowChange.Insert(NewUser($"{i}"))).ToList();
        Assert.True(await users.TryCommitAsync(_tenant, rows, Stop));
        var list = new ListUsers(users);
        var before = _wire.Requests.Count;

        var first = await list.RunAsync(_tenant, "", null, null, Stop);
        var second = await list.RunAsync(_tenant, "", null, first.Next, Stop);
        Assert.Equal(2, _wire.Requests.Count - before);
        var third = await list.RunAsync(_tenant, "", null, second.Next, Stop);

        // Users end on the third page, and addresses begin; there are none.
        Assert.Equal(4, _wire.Requests.Count - before);
        Assert.Equal([25, 25, 10], [first.Users.Count, second.Users.Count, third.Users.Count]);
        Assert.Equal(60, first.Users.Concat(second.Users).Concat(third.Users).Select(u => u.Key).Distinct().Count());
        Assert.All(first.Users, u => Assert.NotEmpty(u.ETag));
        var query = _wire.Queries.First(q => q.Contains("$filter", StringComparison.Ordinal));
        Assert.Contains("$top=26", query, StringComparison.Ordinal);
        Assert.Contains("$select=PartitionKey,RowKey,Kind,", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_list_shows_of_a_user_or_an_invitation_is_all_that_is_stored()
    {
        var users = new TableUserStore(storage.Connect());
        var invitation = new Invitation
        {
            Key = UserKeys.ForEmail("x@contoso.com"),
            Email = "x@contoso.com",
            UserId = Guid.NewGuid(),
            CreatedAt = Start,
            Disabled = true,
            Settings = new UserSettings { DisplayName = "X", Roles = ["r"] },
        };
        var index = new EmailIndex { Key = UserKeys.ForEmail("y@contoso.com"), Target = "s-1" };
        await users.TryCommitAsync(_tenant, [new UserRowChange.Insert(NewUser("a")), new UserRowChange.Insert(invitation), new UserRowChange.Insert(index)], Stop);

        var listed = await ListAsync(users.ListAfterAsync(_tenant, null, 10, Stop));

        Assert.Equal(Shown((await users.ReadAsync(_tenant, UserKeys.ForSubject("i", "k", "a"), Stop))!), Shown((User)listed[0]));
        Assert.Equal(await users.ReadEmailAsync(_tenant, index.Key, Stop), listed.OfType<EmailIndex>().Single());
        var read = Assert.IsType<Invitation>(await users.ReadEmailAsync(_tenant, invitation.Key, Stop));
        Assert.Equal(read with { Settings = listed.OfType<Invitation>().Single().Settings }, listed.OfType<Invitation>().Single());
        Assert.Equal(["r"], listed.OfType<Invitation>().Single().Settings.Roles);
    }

    [Fact]
    public async Task A_page_of_tenants_asks_for_no_more_rows_than_it_shows()
    {
        var tenants = new TableTenantStore(storage.Connect(_wire));
        await tenants.TryWriteAsync(_tenant, new TenantColumns(new Dictionary<string, object> { ["DisplayName"] = "x" }), Stop);

        await new ListTenants(tenants, new SignOnOptions(new Uri("https://sso.example.com"), TimeSpan.FromDays(90)), TimeProvider.System).RunAsync("", null, Stop);

        Assert.Contains("$top=26", Assert.Single(_wire.Queries, q => q.Contains("$filter", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_certificates_and_one_of_links_are_one_read()
    {
        var (tenants, admins) = (new TableTenantStore(storage.Connect(_wire)), new TableAdminStore(storage.Connect(_wire)));
        await tenants.TryWriteAsync(_tenant, new TenantColumns(new Dictionary<string, object> { ["DisplayName"] = "x" }), Stop);
        var audit = new TableAuditLog(storage.Connect());
        var grants = new AdminGrants(admins, new TokenSeal(admins, TimeProvider.System), audit, TimeProvider.System);
        await grants.TryMakeAsync(new Admin.Operator(), new NewGrant(AdminGrantKind.SetupLink, "x", _tenant, 1), "c", Stop);
        var before = _wire.Requests.Count;

        Assert.Single((await grants.ListPageAsync(AdminGrantKind.SetupLink, _tenant, null, Stop)).Grants);
        Assert.Equal(1, _wire.Requests.Count - before);
        await new ListCertificates(tenants, new SignOnOptions(new Uri("https://sso.example.com"), TimeSpan.FromDays(90))).RunAsync(null, null, Stop);

        Assert.Contains("$top=501", _wire.Queries.Last(q => q.Contains("$filter", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    // Records compare lists by reference.
    private static (User, string, string) Shown(User user) => (
        user with { Facts = new UserFacts(), Settings = UserSettings.None },
        string.Join(',', [user.Facts.FirstName, user.Facts.LastName, user.Facts.DisplayName, user.Facts.Email, .. user.Facts.Roles]),
        string.Join(',', [user.Settings.DisplayName, user.Settings.Language, user.Settings.IdeLanguage, user.Settings.Profile, $"{user.Settings.RolesPolicy}", .. user.Settings.Roles]));

    private static User NewUser(string subject) => new()
    {
        Key = UserKeys.ForSubject("i", "k", subject),
        UserId = Guid.NewGuid(),
        Status = UserStatus.Active,
        Issuer = "i",
        Subject = subject,
        Facts = new UserFacts { FirstName = "F", LastName = "L", DisplayName = "F L", Email = $"{subject}@contoso.com", Roles = ["a", "b"] },
        Settings = new UserSettings { DisplayName = "D", Language = "de", IdeLanguage = "en", Profile = "p", Roles = ["c"] },
        Invited = true,
        CreatedAt = Start,
        UpdatedAt = Start,
        ProvisionedAt = Start,
    };
}
