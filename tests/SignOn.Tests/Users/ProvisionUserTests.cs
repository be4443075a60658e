using LocalIdp;

namespace SignOn.Tests.Users;

public sealed class ProvisionUserTests
{
    private const string Address = "B.Simon@contoso.com";
    private static readonly UserSettings Settings = new() { DisplayName = "Britta", Language = "de", IdeLanguage = "en", Profile = "Designer", RolesPolicy = RolesPolicy.Fixed, Roles = ["editor"] };

    [Fact]
    public async Task A_redelivered_message_changes_nothing_more()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(message, Stop));
        var before = world.OnlyUser();

        Assert.Equal(ProvisionOutcome.AlreadyActive, await world.Provision.RunAsync(message, Stop));

        Assert.Equal(before, world.OnlyUser());
        Assert.Equal(UserStatus.Active, before.Status);
        Assert.Empty(world.Users.All<PendingMarker>(World.TenantId));
        Assert.Equal(before.Key, Assert.Single(world.Users.All<EmailIndex>(World.TenantId)).Target);
    }

    [Fact]
    public async Task Two_deliveries_at_once_provision_one_user_once()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Provision.RunAsync(message, Stop))));

        Assert.Single(outcomes, ProvisionOutcome.Activated);
        Assert.Equal(7, outcomes.Count(o => o == ProvisionOutcome.AlreadyActive));
        Assert.Equal(UserStatus.Active, world.OnlyUser().Status);
    }

    [Fact]
    public async Task A_user_made_by_an_admin_is_taken_over_with_id_settings_and_roles()
    {
        var world = new World();
        var invitation = await InviteAsync(world);

        var message = (await world.SignedInAsync(o => Email(o, Address))).Message!;
        Assert.Equal(ProvisionOutcome.Linked, await world.Provision.RunAsync(message, Stop));

        var user = world.OnlyUser();
        Assert.Equal((invitation.UserId, true, UserStatus.Active), (user.UserId, user.Invited, user.Status));
        Assert.Equal(Settings, user.Settings);
        Assert.Equal(["editor"], user.Roles);
        Assert.Empty(world.Users.All<Invitation>(World.TenantId));
        Assert.Equal(user.Key, Assert.Single(world.Users.All<EmailIndex>(World.TenantId)).Target);
    }

    [Fact]
    public async Task An_address_links_only_once_so_its_next_owner_becomes_another_user()
    {
        var world = new World();
        var invitation = await InviteAsync(world);
        await world.Provision.RunAsync((await world.SignedInAsync(o => Email(o, Address))).Message!, Stop);

        var second = (await world.SignedInAsync(o => Email(o, Address).WithAttribute(EntraClaims.ObjectIdentifier, "another-person"))).Message!;
        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(second, Stop));

        Assert.Equal(2, world.Users.Users(World.TenantId).Count());
        Assert.Single(world.Users.Users(World.TenantId), u => u.UserId == invitation.UserId);
        Assert.NotEqual(second.UserKey, Assert.Single(world.Users.All<EmailIndex>(World.TenantId)).Target);
    }

    [Fact]
    public async Task Two_people_who_claim_one_address_at_once_never_both_get_the_invitation()
    {
        var world = new World();
        var invitation = await InviteAsync(world);
        var first = (await world.SignedInAsync(o => Email(o, Address))).Message!;
        var second = (await world.SignedInAsync(o => Email(o, Address).WithAttribute(EntraClaims.ObjectIdentifier, "another-person"))).Message!;

        // The second is provisioned in the moment between the first's reads and its write.
        var other = world.Provision;
        world.Users.BeforeCommit = async () =>
        {
            world.Users.BeforeCommit = null;
            Assert.Equal(ProvisionOutcome.Linked, await other.RunAsync(second, Stop));
        };
        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(first, Stop));

        Assert.Equal(second.UserKey, Assert.Single(world.Users.Users(World.TenantId), u => u.UserId == invitation.UserId).Key);
        Assert.All(world.Users.Users(World.TenantId), u => Assert.Equal(UserStatus.Active, u.Status));
    }

    [Theory]
    [InlineData("b.simon@fabrikam.com")]
    [InlineData("b.simon@contoso.com.evil.example")]
    [InlineData("b.simon@evil@contoso.com")]
    [InlineData("\"b.simon@contoso.com\"@evil.example")]
    public async Task An_address_outside_the_tenants_own_domains_links_nobody(string address)
    {
        var world = new World();
        world.Users.Put(World.TenantId, new Invitation { Key = UserKeys.ForEmail(address), Email = address, UserId = Guid.NewGuid(), CreatedAt = World.Start });

        var message = (await world.SignedInAsync(o => Email(o, address))).Message!;

        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(message, Stop));
        Assert.False(world.OnlyUser().Invited);
        Assert.Single(world.Users.All<Invitation>(World.TenantId));
    }

    [Fact]
    public async Task The_Kelvin_sign_is_not_the_letter_k()
    {
        var world = new World();
        await world.Invite.RunAsync(World.TenantId, new InviteRequest("kim@contoso.com", UserSettings.None), Stop);

        var message = (await world.SignedInAsync(o => Email(o, "\u212Aim@contoso.com"))).Message!;

        Assert.Equal(ProvisionOutcome.Activated, await world.Provision.RunAsync(message, Stop));
        Assert.Single(world.Users.All<Invitation>(World.TenantId));
    }

    [Fact]
    public async Task A_disabled_invitation_makes_a_disabled_user_and_ends_the_sessions()
    {
        var world = new World();
        var invitation = await InviteAsync(world);
        world.Users.Put(World.TenantId, invitation with { Disabled = true });
        var signedIn = await world.SignedInAsync(o => Email(o, Address));

        Assert.Equal(ProvisionOutcome.Disabled, await world.Provision.RunAsync(signedIn.Message!, Stop));

        Assert.Equal(UserStatus.Disabled, world.OnlyUser().Status);
        Assert.All(world.Sessions.All, s => Assert.True(s.Revoked));
        Assert.Null(await world.Reader.ReadAsync(signedIn.SessionToken, Stop));
        Assert.Empty(world.Users.All<PendingMarker>(World.TenantId));
        Assert.Equal(nameof(SignOnError.UserDisabled), await world.RefusedAsync(o => Email(o, Address)));
    }

    [Theory]
    [InlineData("", "s-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("contoso", "s-short")]
    [InlineData("contoso", "e-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("contoso", null)]
    public async Task A_message_that_names_nobody_is_an_error_and_so_ends_in_the_poison_queue(string tenant, string? key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new World().Provision.RunAsync(new ProvisionUserMessage(tenant, key!, "c", World.Start), Stop));

    [Fact]
    public async Task A_broken_tenant_row_keeps_the_message_and_the_user_waiting()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        world.Tenants.Set(World.TenantId, "UrlStyle", "fancy");
        world.Time.Advance(TenantDirectory.FreshFor);

        var e = await Assert.ThrowsAsync<TenantMisconfiguredException>(() => world.Provision.RunAsync(message, Stop));

        Assert.Contains("UrlStyle", e.Message, StringComparison.Ordinal);
        Assert.Equal(UserStatus.Pending, world.OnlyUser().Status);
    }

    [Fact]
    public async Task A_user_who_was_deleted_meanwhile_is_not_made_again()
    {
        var world = new World();
        var message = (await world.SignedInAsync()).Message!;
        world.Users.Remove(World.TenantId, message.UserKey);

        Assert.Equal(ProvisionOutcome.Gone, await world.Provision.RunAsync(message, Stop));
        Assert.Empty(world.Users.Users(World.TenantId));
    }

    internal static async Task<Invitation> InviteAsync(World world)
    {
        Assert.Equal(InviteOutcome.Invited, await world.Invite.RunAsync(World.TenantId, new InviteRequest(Address, Settings), Stop));
        return Assert.Single(world.Users.All<Invitation>(World.TenantId));
    }

    internal static SamlResponseOptions Email(SamlResponseOptions options, string address) => options.WithAttribute("UserEmail", address);
}
