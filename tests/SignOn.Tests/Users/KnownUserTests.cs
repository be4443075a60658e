using LocalIdp;

namespace SignOn.Tests.Users;

public sealed class KnownUserTests
{
    [Fact]
    public async Task What_changed_at_the_IdP_is_written_at_the_next_sign_in()
    {
        var world = await ActiveAsync();

        await world.SignedInAsync(o => o.WithAttribute("UserLastName", "Simon-Roe").WithAttribute(EntraClaims.Role, "Writer", "Admin", "Writer"));

        Assert.Equal("Simon-Roe", world.OnlyUser().Facts.LastName);
        Assert.Equal(["Admin", "Writer"], world.OnlyUser().Roles);
    }

    [Fact]
    public async Task A_role_that_the_IdP_took_away_is_gone()
    {
        var world = await ActiveAsync(o => o.WithAttribute(EntraClaims.Role, "Admin"));
        Assert.Equal(["Admin"], world.OnlyUser().Roles);

        await world.SignedInAsync(o => o.WithAttribute(EntraClaims.Role));

        Assert.Empty(world.OnlyUser().Roles);
    }

    [Fact]
    public async Task Another_order_of_roles_is_no_change_and_costs_no_write()
    {
        var world = await ActiveAsync(o => o.WithAttribute(EntraClaims.Role, "A", "B"));
        world.Faults.Forget();

        await world.SignedInAsync(o => o.WithAttribute(EntraClaims.Role, "B", "A"));

        Assert.DoesNotContain("users commit", world.Faults.Operations);
    }

    [Fact]
    public async Task A_row_that_another_writer_changed_meanwhile_is_read_again_and_keeps_both_changes()
    {
        var world = await ActiveAsync();
        world.Users.BeforeCommit = () =>
        {
            world.Users.BeforeCommit = null;
            world.Users.Put(World.TenantId, world.OnlyUser() with { Settings = new UserSettings { Profile = "Manager" } });
            return Task.CompletedTask;
        };

        await world.SignedInAsync(o => o.WithAttribute("UserFirstName", "Bea"));

        Assert.Equal(("Bea", "Manager"), (world.OnlyUser().Facts.FirstName, world.OnlyUser().Settings.Profile));
    }

    [Fact]
    public async Task A_user_disabled_in_the_moment_of_the_write_does_not_get_in()
    {
        var world = await ActiveAsync();
        var sessions = world.Sessions.All.Count;
        world.Users.BeforeCommit = () =>
        {
            world.Users.BeforeCommit = null;
            world.Users.Put(World.TenantId, world.OnlyUser() with { Status = UserStatus.Disabled });
            return Task.CompletedTask;
        };

        Assert.Equal(nameof(SignOnError.UserDisabled), await world.RefusedAsync(o => o.WithAttribute("UserFirstName", "Bea")));
        Assert.Equal(sessions, world.Sessions.All.Count);
    }

    [Fact]
    public async Task A_new_address_moves_the_index_row()
    {
        var world = await ActiveAsync(o => o.WithAttribute("UserEmail", "old@contoso.com"));
        Assert.Equal(UserKeys.ForEmail("old@contoso.com"), Assert.Single(world.Users.All<EmailIndex>(World.TenantId)).Key);

        await world.SignedInAsync(o => o.WithAttribute("UserEmail", "NEW@Contoso.com"));

        var index = Assert.Single(world.Users.All<EmailIndex>(World.TenantId));
        Assert.Equal((UserKeys.ForEmail("new@contoso.com"), world.OnlyUser().Key), (index.Key, index.Target));
    }

    [Fact]
    public async Task A_user_who_is_somebody_already_does_not_take_over_the_invitation_of_a_new_address()
    {
        var world = await ActiveAsync(o => o.WithAttribute("UserEmail", "old@contoso.com"));
        var id = world.OnlyUser().UserId;
        await world.Invite.RunAsync(World.TenantId, new InviteRequest("new@contoso.com", UserSettings.None), Stop);

        await world.SignedInAsync(o => o.WithAttribute("UserEmail", "new@contoso.com"));

        Assert.Equal(id, world.OnlyUser().UserId);
        Assert.Single(world.Users.All<Invitation>(World.TenantId));
    }

    [Fact]
    public async Task Twenty_first_sign_ins_of_one_person_at_once_make_one_user()
    {
        var world = new World();
        var forms = new List<AcceptRequest>();
        for (var i = 0; i < 20; i++)
        {
            forms.Add(await world.FormAsync(await world.StartAsync()));
        }

        var outcomes = await Task.WhenAll(forms.Select(f => Task.Run(() => world.Accept.RunAsync(f, Stop))));

        Assert.All(outcomes, o => Assert.IsType<AcceptOutcome.SignedIn>(o));
        world.OnlyUser();
        Assert.Single(world.Users.All<PendingMarker>(World.TenantId));
        Assert.Equal(20, world.Sessions.All.Select(s => s.TokenHash).Distinct().Count());
    }

    private static async Task<World> ActiveAsync(Func<SamlResponseOptions, SamlResponseOptions>? change = null)
    {
        var world = new World();
        await world.Provision.RunAsync((await world.SignedInAsync(change)).Message!, Stop);
        return world;
    }
}
