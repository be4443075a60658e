namespace SignOn.Tests.Users;

public sealed class ImportUsersTests
{
    private const string Head = "name,email,ide-language,language,profile,roles";
    private readonly UsersWorld _world = new();

    [Theory]
    [InlineData("", 1, "", "empty")]
    [InlineData("name\nx", 1, "email", "missing")]
    [InlineData("name,email,phone\nx,x@contoso.com,1", 1, "phone", "no such column")]
    [InlineData("name,email,name\nx,x@contoso.com,1", 1, "name", "twice")]
    [InlineData(Head + "\nB.Simon,nobody,,,,", 2, "email", "Write one e-mail address")]
    [InlineData(Head + "\n,b@contoso.com,,,,", 2, "name", "Write a name")]
    [InlineData(Head + "\nB,b@contoso.com,english please,,,", 2, "ide-language", "language tag")]
    [InlineData(Head + "\nB,b@contoso.com,,,,\nC,B@contoso.com,,,,", 3, "email", "on line 2 already")]
    [InlineData(Head + "\nB,b@fabrikam.com,,,,", 2, "email", "none of the tenant's own domains (contoso.com)")]
    [InlineData(Head + "\nB,b@contoso.com,,,", 2, "", "5 fields")]
    [InlineData(Head + "\nSimon, B,b@contoso.com,,,,", 2, "", "7 fields")]
    [InlineData(Head + "\n\"Simon\nB,b@contoso.com,,,,", 2, "", "never closed")]
    [InlineData(Head + "\n\"two\r\nlines\",b@contoso.com,,,,\n\"x\"y,c@contoso.com,,,,", 4, "", "follows a closing")]
    [InlineData(Head + "\nB \"the\" S,b@contoso.com,,,,", 2, "", "within a field")]
    [InlineData("sep=\"\nname,email\nB,b@contoso.com", 1, "", "quotation mark")]
    [InlineData("sep=;\nname;email\nB;nobody", 3, "email", "Write one e-mail address")]
    [InlineData("name,email,\nB,b@contoso.com,x", 2, "", "3 fields")]
    [InlineData(Head + "\nB\u202Egpj,b@contoso.com,,,,", 2, "name", "Write a name")]
    [InlineData(Head + "\nB\uFFFD,b@contoso.com,,,,", 2, "", "not UTF-8")]
    public async Task Each_bad_line_is_named_and_then_nothing_is_written(string text, int line, string column, string message)
    {
        var (plan, made, mails) = await ApplyAsync(text);

        var problem = Assert.Single(plan.Problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (made, mails.Count));
        Assert.Empty(_world.World.Users.All<UserRow>(World.TenantId));
        Assert.Empty(_world.Audit.Records);
    }

    [Theory]
    [InlineData("\uFEFFname,email\r\n\"Simon, \"\"B\"\"\",b.simon@contoso.com\r\n")]
    [InlineData("Name;E-mail\n\"Simon, \"\"B\"\"\";b.simon@contoso.com")]
    [InlineData("email,name\n\n b.simon@contoso.com ,\"Simon, \"\"B\"\"\"\n\n")]
    [InlineData("\uFEFFsep=;\r\nName;E-mail\r\n\"Simon, \"\"B\"\"\";b.simon@contoso.com\r\n")]
    [InlineData("Name\tE-mail\n\"Simon, \"\"B\"\"\"\tb.simon@contoso.com")]
    [InlineData("name,email,,\n,,,\n\"Simon, \"\"B\"\"\",b.simon@contoso.com,,\n , ,,\n")]
    public async Task Spreadsheets_files_are_read_with_or_without_a_mark_and_with_any_separator(string text)
    {
        var (_, made, _) = await ApplyAsync(text);

        Assert.Equal(1, made);
        var invitation = Assert.Single(_world.World.Users.All<Invitation>(World.TenantId));
        Assert.Equal(("Simon, \"B\"", "b.simon@contoso.com"), (invitation.Settings.DisplayName, invitation.Email));
    }

    [Fact]
    public async Task A_look_writes_nothing_and_says_who_is_there_already()
    {
        await _world.InvitedAsync("x1@contoso.com");
        var before = _world.World.Users.All<UserRow>(World.TenantId).Count;

        var plan = await _world.Import.PlanAsync(World.TenantId, Lines(3), Stop);

        Assert.Equal((3, 2, 0), (plan.Lines.Count, plan.New, plan.Problems.Count));
        Assert.True(plan.Lines[1].IsThere);
        Assert.Equal(before, _world.World.Users.All<UserRow>(World.TenantId).Count);
    }

    [Fact]
    public async Task Wherever_an_import_dies_the_same_file_again_makes_the_rest_and_nobody_twice_and_no_mail_is_lost()
    {
        for (var write = 1; ; write++)
        {
            var world = new UsersWorld();
            world.World.Faults.FailWrite(write, after: write % 2 == 0);
            var lost = false;
            try
            {
                await world.Import.ApplyAsync(UsersWorld.By, World.TenantId, Lines(60), mail: true, "c", Stop);
            }
            catch (StorageUnavailableException)
            {
                lost = true;
            }

            world.World.Faults.Forget();
            var ids = world.World.Users.All<Invitation>(World.TenantId).ToDictionary(i => i.Key, i => i.UserId);
            await world.Import.ApplyAsync(UsersWorld.By, World.TenantId, Lines(60), mail: true, "c", Stop);

            var after = world.World.Users.All<Invitation>(World.TenantId);
            Assert.Equal(60, after.Count);
            Assert.All(ids, i => Assert.Equal(i.Value, after.Single(a => a.Key == i.Key).UserId));
            Assert.Equal(60, world.World.Users.All<MailMarker>(World.TenantId).Count);
            Assert.All(after, a => Assert.Contains(world.Audit.Records, r => r.Changes.Any(c => c.Field == a.Key)));
            if (!lost)
            {
                Assert.Equal(4, write);
                return;
            }
        }
    }

    [Fact]
    public async Task One_who_is_made_by_somebody_else_meanwhile_stays_and_the_others_of_the_batch_are_made()
    {
        var once = true;
        _world.World.Users.BeforeCommit = () =>
        {
            if (once)
            {
                once = false;
                _world.World.Users.Put(World.TenantId, new Invitation { Key = UserKeys.ForEmail("x1@contoso.com"), Email = "x1@contoso.com", UserId = Guid.Empty, CreatedAt = World.Start });
            }

            return Task.CompletedTask;
        };

        var (_, made, _) = await ApplyAsync(Lines(3));

        Assert.Equal(2, made);
        Assert.Contains(_world.World.Users.All<Invitation>(World.TenantId), i => i.UserId == Guid.Empty);
    }

    [Fact]
    public async Task Too_many_users_and_too_long_a_file_are_refused_with_the_bound()
    {
        Assert.Contains("more than 1000 users", Assert.Single((await ApplyAsync(Lines(1_001))).Plan.Problems).Message, StringComparison.Ordinal);
        Assert.Contains("256 KiB", Assert.Single((await ApplyAsync(new string('x', ImportUsers.MaxCharacters + 1))).Plan.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(1_000, (await ApplyAsync(Lines(1_000))).Made);
    }

    private static string Lines(int count) => "name,email\n" + string.Join('\n', Enumerable.Range(0, count).Select(i => $"User {i},x{i}@contoso.com"));

    private Task<(ImportPlan Plan, int Made, IReadOnlyList<SendEmailMessage> Mails)> ApplyAsync(string text) =>
        _world.Import.ApplyAsync(UsersWorld.By, World.TenantId, text, mail: false, "c", Stop);
}
