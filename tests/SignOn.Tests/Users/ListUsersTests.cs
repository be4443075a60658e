namespace SignOn.Tests.Users;

public sealed class ListUsersTests
{
    private readonly UsersWorld _world = new();

    [Fact]
    public async Task Users_come_before_invitations_and_index_rows_are_nobody()
    {
        var (user, _) = await _world.SignedInAsync();
        var (key, _) = await _world.InvitedAsync("other@contoso.com");

        var page = await _world.List.RunAsync(World.TenantId, "", null, null, Stop);

        Assert.Equal([user.Key, key], page.Users.Select(u => u.Key));
        Assert.Null(page.Next);
        Assert.NotEmpty(_world.World.Users.All<EmailIndex>(World.TenantId));
    }

    [Theory]
    [InlineData("OTHER@con", true)]
    [InlineData("b.si", true)]
    [InlineData("other@contoso.com", true)]
    [InlineData("contoso", false)]
    [InlineData("ther@", false)]
    public async Task A_search_finds_beginnings_of_names_and_addresses_in_either_case(string search, bool found)
    {
        await _world.InvitedAsync("other@contoso.com");

        Assert.Equal(found, (await _world.List.RunAsync(World.TenantId, search, null, null, Stop)).Users.Count == 1);
    }

    [Fact]
    public async Task A_page_looks_at_2000_rows_at_most_and_says_where_to_go_on_but_a_whole_address_is_found_at_once()
    {
        for (var i = 0; i < 2_100; i++)
        {
            _world.World.Users.Put(World.TenantId, new EmailIndex { Key = UserKeys.ForEmail($"x{i}@contoso.com"), Target = "s-gone" });
        }

        await _world.InvitedAsync();

        var first = await _world.List.RunAsync(World.TenantId, "B.S", null, null, Stop);
        var second = await _world.List.RunAsync(World.TenantId, "B.S", null, first.Next, Stop);

        Assert.NotNull(first.Next);
        Assert.Null(second.Next);
        Assert.Single(first.Users.Concat(second.Users));
        var direct = await _world.List.RunAsync(World.TenantId, "B.Simon@contoso.com", null, null, Stop);
        Assert.Single(direct.Users);
        Assert.Empty((await _world.List.RunAsync(World.TenantId, "B.Simon@contoso.com", null, direct.Next, Stop)).Users);
    }

    [Fact]
    public async Task Pages_of_25_lead_to_everybody_once()
    {
        for (var i = 0; i < 60; i++)
        {
            await _world.InvitedAsync($"x{i}@contoso.com");
        }

        var seen = new List<string>();
        string? after = null;
        var pages = 0;
        do
        {
            var page = await _world.List.RunAsync(World.TenantId, "", null, after, Stop);
            seen.AddRange(page.Users.Select(u => u.Key));
            after = page.Next;
            pages++;
        }
        while (after is not null);

        Assert.Equal((60, 60, 3), (seen.Count, seen.Distinct().Count(), pages));
    }

    [Theory]
    [InlineData("z")]
    [InlineData("a")]
    [InlineData("e-'; or 1 eq 1")]
    public async Task A_continuation_that_is_none_shows_the_first_page(string after)
    {
        await _world.InvitedAsync();

        Assert.Single((await _world.List.RunAsync(World.TenantId, "", null, after, Stop)).Users);
    }

    [Fact]
    public async Task A_state_shows_those_alone()
    {
        await _world.SignedInAsync();
        await _world.InvitedAsync("other@contoso.com");

        Assert.Equal(DirectoryState.Active, Assert.Single((await _world.List.RunAsync(World.TenantId, "", DirectoryState.Active, null, Stop)).Users).State);
        Assert.Equal(DirectoryState.Invited, Assert.Single((await _world.List.RunAsync(World.TenantId, "", DirectoryState.Invited, null, Stop)).Users).State);
        Assert.Empty((await _world.List.RunAsync(World.TenantId, "", DirectoryState.Disabled, null, Stop)).Users);
    }
}
