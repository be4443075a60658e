using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableUserStoreTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableUserStore _store = new(storage.Connect());

    [Fact]
    public async Task A_user_comes_back_as_it_was_stored()
    {
        var user = NewUser("a") with
        {
            Facts = new UserFacts { FirstName = "Ünï 'O''Neil\"\u2028", Email = "b.simon@contoso.com", Roles = ["a;b", "c\"d"] },
            Settings = new UserSettings { DisplayName = "Britta", Language = "de", Profile = "Designer", RolesPolicy = RolesPolicy.Fixed, Roles = ["x"] },
            Invited = true,
            ProvisionedAt = Start.AddMinutes(1),
        };
        Assert.True(await CommitAsync(new UserRowChange.Insert(user)));

        var read = await ReadAsync(user.Key);

        Assert.Equal(user with { ETag = read.ETag, Settings = read.Settings }, read);
        Assert.Equal(user.Settings with { Roles = read.Settings.Roles }, read.Settings);
        Assert.Equal(user.Settings.Roles, read.Settings.Roles);
    }

    [Fact]
    public async Task A_fact_that_the_IdP_no_longer_sends_is_gone_and_a_foreign_column_stays()
    {
        var user = NewUser("a") with { Facts = new UserFacts { FirstName = "B.", LastName = "Simon" } };
        await CommitAsync(new UserRowChange.Insert(user));
        await storage.Connect().GetTableClient("Users").UpsertEntityAsync(new TableEntity(_tenant, user.Key) { ["Note"] = "VIP" }, TableUpdateMode.Merge, Stop);
        var read = await ReadAsync(user.Key);

        Assert.True(await CommitAsync(new UserRowChange.Replace(read with { Facts = new UserFacts { LastName = "Simon" } })));

        Assert.Equal((null, "Simon"), ((await ReadAsync(user.Key)).Facts.FirstName, (await ReadAsync(user.Key)).Facts.LastName));
        Assert.Equal("VIP", (await storage.Connect().GetTableClient("Users").GetEntityAsync<TableEntity>(_tenant, user.Key, null, Stop)).Value["Note"]);
    }

    [Fact]
    public async Task The_list_has_users_then_addresses_and_goes_on_behind_a_key_and_never_shows_markers()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a")));
        await CommitAsync(new UserRowChange.Insert(NewMarker("a")));
        var invitation = new Invitation { Key = UserKeys.ForEmail("x@contoso.com"), Email = "x@contoso.com", UserId = Guid.NewGuid(), CreatedAt = Start };
        var mail = new MailMarker
        {
            Key = UserKeys.ForMail(invitation.Key, MailTo.Admin),
            InvitationKey = invitation.Key,
            To = MailTo.Admin,
            AdminTenantId = "operators",
            AdminUserKey = "s-1",
            MailId = Guid.NewGuid(),
            CorrelationId = "c",
            CreatedAt = Start,
            SentAt = Start,
            TakenAt = Start,
            ReplyCode = 451,
        };
        await CommitAsync(new UserRowChange.Insert(invitation), new UserRowChange.Insert(mail));

        Assert.Equal([Key("a"), invitation.Key], (await ListAsync(_store.ListAfterAsync(_tenant, null, 1, Stop))).Select(r => r.Key));
        Assert.Equal([invitation.Key], (await ListAsync(_store.ListAfterAsync(_tenant, Key("a"), 1, Stop))).Select(r => r.Key));
        Assert.Empty(await ListAsync(_store.ListAfterAsync(_tenant, invitation.Key, 1, Stop)));
        Assert.Equal(2, (await ListAsync(_store.ListAfterAsync(_tenant, "a", 1, Stop))).Count);

        var read = Assert.Single(await ListAsync(_store.ListMailAsync(_tenant, Stop)));
        Assert.Equal(mail with { ETag = read.ETag }, read);
        Assert.True(await CommitAsync(new UserRowChange.Replace(read with { TakenAt = null })));
        Assert.Null((await _store.ReadMailAsync(_tenant, mail.Key, Stop))!.TakenAt);
    }

    [Fact]
    public async Task Of_two_writers_who_read_the_same_version_one_is_told_to_read_again()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a")));
        var read = await ReadAsync(Key("a"));

        Assert.True(await CommitAsync(new UserRowChange.Replace(read with { Status = UserStatus.Active })));
        Assert.False(await CommitAsync(new UserRowChange.Replace(read with { Status = UserStatus.Disabled })));

        Assert.Equal(UserStatus.Active, (await ReadAsync(Key("a"))).Status);
    }

    [Fact]
    public async Task User_and_marker_are_written_together_or_not_at_all()
    {
        await CommitAsync(new UserRowChange.Insert(NewMarker("a")));

        Assert.False(await CommitAsync(new UserRowChange.Insert(NewUser("a")), new UserRowChange.Insert(NewMarker("a"))));

        Assert.Null(await _store.ReadAsync(_tenant, Key("a"), Stop));
    }

    [Fact]
    public async Task Deleting_what_is_gone_does_not_stop_the_other_changes()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a")));
        var read = await ReadAsync(Key("a"));

        Assert.True(await CommitAsync(
            new UserRowChange.Replace(read with { Status = UserStatus.Active }),
            new UserRowChange.Delete(UserKeys.ForPending(Key("a"))),
            new UserRowChange.Insert(new EmailIndex { Key = UserKeys.ForEmail("x@y.z"), Target = Key("a") })));
        Assert.True(await CommitAsync(new UserRowChange.Delete(UserKeys.ForPending(Key("a")))));

        Assert.Equal(UserStatus.Active, (await ReadAsync(Key("a"))).Status);
        Assert.IsType<EmailIndex>(await _store.ReadEmailAsync(_tenant, UserKeys.ForEmail("x@y.z"), Stop));
    }

    [Fact]
    public async Task A_row_that_changed_since_it_was_read_is_not_deleted_and_nothing_else_of_the_transaction_happens()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a")));
        var read = await ReadAsync(Key("a"));
        await CommitAsync(new UserRowChange.Replace(read with { Status = UserStatus.Disabled }));

        Assert.False(await CommitAsync(
            new UserRowChange.Delete(read), new UserRowChange.Insert(new EmailIndex { Key = UserKeys.ForEmail("x@y.z"), Target = Key("a") })));

        Assert.Null(await _store.ReadEmailAsync(_tenant, UserKeys.ForEmail("x@y.z"), Stop));
        Assert.True(await CommitAsync(new UserRowChange.Delete(await ReadAsync(Key("a")))));
        Assert.True(await CommitAsync(new UserRowChange.Delete(read)));
    }

    [Fact]
    public async Task An_invitation_becomes_an_index_row_once_and_leaves_no_address_behind()
    {
        var invitation = new Invitation { Key = UserKeys.ForEmail("b@contoso.com"), Email = "b@contoso.com", UserId = Guid.NewGuid(), CreatedAt = Start, Settings = new UserSettings { DisplayName = "Britta" } };
        await CommitAsync(new UserRowChange.Insert(invitation));
        var read = Assert.IsType<Invitation>(await _store.ReadEmailAsync(_tenant, invitation.Key, Stop));
        Assert.Equal(invitation with { ETag = read.ETag, Settings = read.Settings }, read);

        Assert.True(await CommitAsync(
            new UserRowChange.Insert(NewUser("a")), new UserRowChange.Replace(new EmailIndex { Key = read.Key, ETag = read.ETag, Target = Key("a") })));
        Assert.False(await CommitAsync(
            new UserRowChange.Insert(NewUser("b")), new UserRowChange.Replace(new EmailIndex { Key = read.Key, ETag = read.ETag, Target = Key("b") })));

        Assert.Equal(Key("a"), Assert.IsType<EmailIndex>(await _store.ReadEmailAsync(_tenant, invitation.Key, Stop)).Target);
        Assert.Null(await _store.ReadAsync(_tenant, Key("b"), Stop));
        var row = await storage.Connect().GetTableClient("Users").GetEntityAsync<TableEntity>(_tenant, invitation.Key, null, Stop);
        Assert.DoesNotContain(row.Value.Select(c => c.Value), v => v is string text && text.Contains("contoso", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invitation_that_is_changed_keeps_the_columns_of_others()
    {
        var key = UserKeys.ForEmail("c@contoso.com");
        var table = storage.Connect().GetTableClient("Users");
        await CommitAsync(new UserRowChange.Insert(new Invitation { Key = key, Email = "c@contoso.com", UserId = Guid.NewGuid(), CreatedAt = Start }));
        await table.UpdateEntityAsync(new TableEntity(_tenant, key) { ["Note"] = "asked for by phone" }, ETag.All, TableUpdateMode.Merge, Stop);
        var read = (Invitation)(await _store.ReadEmailAsync(_tenant, key, Stop))!;

        Assert.True(await CommitAsync(new UserRowChange.Replace(read with { MailedAt = Start.AddHours(1) })));

        Assert.Equal(Start.AddHours(1), ((Invitation)(await _store.ReadEmailAsync(_tenant, key, Stop))!).MailedAt);
        Assert.Equal("asked for by phone", (await table.GetEntityAsync<TableEntity>(_tenant, key, null, Stop)).Value["Note"]);
    }

    [Fact]
    public async Task Markers_are_listed_past_the_first_page_and_nothing_else_is()
    {
        foreach (var chunk in Enumerable.Range(0, 1200).Chunk(100))
        {
            await CommitAsync([.. chunk.Select(i => new UserRowChange.Insert(NewMarker($"{i}")))]);
        }

        await CommitAsync(new UserRowChange.Insert(NewUser("a")));

        var markers = await ListAsync(_store.ListPendingAsync(_tenant, Stop));

        Assert.Equal(1200, markers.Select(m => m.UserKey).Distinct().Count());
        Assert.Contains(NewMarker("7") with { ETag = markers.Single(m => m.UserKey == Key("7")).ETag }, markers);
    }

    [Theory]
    [InlineData("pending,active")]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_status_that_is_no_status_lets_nobody_in(string status)
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a") with { Status = UserStatus.Active }));
        await storage.Connect().GetTableClient("Users").UpsertEntityAsync(new TableEntity(_tenant, Key("a")) { ["Status"] = status }, TableUpdateMode.Merge, Stop);

        Assert.Equal(UserStatus.Disabled, (await ReadAsync(Key("a"))).Status);
    }

    [Fact]
    public async Task A_time_that_somebody_deleted_is_no_obstacle_to_the_next_write()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a")));
        var row = (await storage.Connect().GetTableClient("Users").GetEntityAsync<TableEntity>(_tenant, Key("a"), cancellationToken: Stop)).Value;
        row.Remove("CreatedAt");
        await storage.Connect().GetTableClient("Users").UpsertEntityAsync(row, TableUpdateMode.Replace, Stop);

        var change = new UserRowChange.Replace(await ReadAsync(Key("a")) with { Status = UserStatus.Active });

        Assert.True(await CommitAsync(change));
        Assert.DoesNotContain("CreatedAt", UserRows.Write(_tenant, change.Row).Keys);
    }

    [Fact]
    public async Task A_row_broken_by_hand_lets_nobody_in()
    {
        await CommitAsync(new UserRowChange.Insert(NewUser("a") with { Status = UserStatus.Active }));
        await storage.Connect().GetTableClient("Users").UpsertEntityAsync(new TableEntity(_tenant, Key("a")) { ["Status"] = "aktiv" }, TableUpdateMode.Merge, Stop);

        Assert.Equal(UserStatus.Disabled, (await ReadAsync(Key("a"))).Status);
    }

    [Fact]
    public async Task A_commit_whose_answer_got_lost_is_told_as_a_conflict_with_the_wanted_rows_in_place()
    {
        var wire = new Wire();
        var store = new TableUserStore(storage.Connect(wire));
        await _store.TryCommitAsync(_tenant, [new UserRowChange.Insert(NewUser("other"))], Stop);
        wire.AnswersToLose = 1;

        Assert.False(await store.TryCommitAsync(_tenant, [new UserRowChange.Insert(NewUser("a")), new UserRowChange.Insert(NewMarker("a"))], Stop));

        Assert.NotNull(await store.ReadAsync(_tenant, Key("a"), Stop));
        Assert.NotNull(await store.ReadPendingAsync(_tenant, Key("a"), Stop));
    }

    private static string Key(string subject) => UserKeys.ForSubject("https://idp.example", "test", subject);

    private static User NewUser(string subject) => new()
    {
        Key = Key(subject),
        UserId = Guid.NewGuid(),
        Status = UserStatus.Pending,
        Issuer = "https://idp.example",
        Subject = subject,
        Facts = new UserFacts(),
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private static PendingMarker NewMarker(string subject) => new()
    {
        Key = UserKeys.ForPending(Key(subject)),
        UserKey = Key(subject),
        CorrelationId = "c",
        CreatedAt = Start,
        SentAt = Start,
    };

    private Task<bool> CommitAsync(params UserRowChange[] changes) => _store.TryCommitAsync(_tenant, changes, Stop);

    private async Task<User> ReadAsync(string key) => Assert.IsType<User>(await _store.ReadAsync(_tenant, key, Stop));
}
