using LocalIdp;

namespace SignOn.Tests.Users;

public sealed class JustInTimeOffTests
{
    private const string Address = "b.simon@contoso.com";

    [Fact]
    public async Task An_unknown_person_is_refused_and_leaves_no_row()
    {
        var world = NewWorld();

        Assert.Equal(nameof(SignOnError.UserUnknown), await RefusedAsync(world, Address));

        Assert.Empty(world.Users.All<UserRow>(World.TenantId));
        Assert.Empty(world.Sessions.All);
    }

    [Fact]
    public async Task A_person_whom_an_admin_made_a_user_gets_in_at_once()
    {
        var world = NewWorld();
        var invitation = await ProvisionUserTests.InviteAsync(world);

        var outcome = await world.SignedInAsync(o => ByName(o, "B.SIMON@contoso.com"));

        Assert.Null(outcome.Message);
        var user = world.OnlyUser();
        Assert.Equal((invitation.UserId, UserStatus.Active, "Designer"), (user.UserId, user.Status, user.Settings.Profile));
        Assert.Equal(user.Key, (await world.SignedInAsync(o => ByName(o, "B.SIMON@contoso.com"))).UserKey);
    }

    [Fact]
    public async Task An_address_that_is_taken_lets_no_second_person_in()
    {
        var world = NewWorld();
        await ProvisionUserTests.InviteAsync(world);
        await world.SignedInAsync(o => ByName(o, Address));

        var code = await world.RefusedAsync(o => ByName(o, Address).WithAttribute(EntraClaims.ObjectIdentifier, "another-person"));

        Assert.Equal(nameof(SignOnError.UserUnknown), code);
        world.OnlyUser();
    }

    [Fact]
    public async Task A_disabled_invitation_lets_nobody_in_and_links_nobody()
    {
        var world = NewWorld();
        world.Users.Put(World.TenantId, await ProvisionUserTests.InviteAsync(world) with { Disabled = true });

        Assert.Equal(nameof(SignOnError.UserDisabled), await RefusedAsync(world, Address));
        Assert.Empty(world.Users.Users(World.TenantId));
    }

    [Fact]
    public async Task An_invitation_outside_the_tenants_domains_is_refused_when_it_is_made() =>
        Assert.Equal(
            InviteOutcome.DomainForeign,
            await NewWorld().Invite.RunAsync(World.TenantId, new InviteRequest("b.simon@fabrikam.com", UserSettings.None), Stop));

    [Fact]
    public async Task A_second_invitation_to_an_address_is_refused()
    {
        var world = NewWorld();
        await ProvisionUserTests.InviteAsync(world);

        Assert.Equal(
            InviteOutcome.AddressTaken, await world.Invite.RunAsync(World.TenantId, new InviteRequest(Address, UserSettings.None), Stop));
    }

    [Fact]
    public async Task Somebody_whose_row_was_deleted_can_be_invited_anew()
    {
        var world = NewWorld();
        await ProvisionUserTests.InviteAsync(world);
        await world.SignedInAsync(o => ByName(o, Address));
        world.Users.Remove(World.TenantId, world.OnlyUser().Key);
        Assert.Equal(nameof(SignOnError.UserUnknown), await RefusedAsync(world, Address));

        Assert.Equal(InviteOutcome.Invited, await world.Invite.RunAsync(World.TenantId, new InviteRequest(Address, UserSettings.None), Stop));
        await world.SignedInAsync(o => ByName(o, Address));
    }

    private static World NewWorld() => new(("JustInTime", false));

    private static Task<string> RefusedAsync(World world, string address) => world.RefusedAsync(o => ByName(o, address));

    // As in the second tutorial: the address comes as the NameID, and no attribute was mapped.
    private static SamlResponseOptions ByName(SamlResponseOptions options, string address) => options
        .WithAttribute("UserEmail").WithAttribute(EntraClaims.EmailAddress) with
    {
        NameId = address,
        NameIdFormat = Saml.NameIdFormats.EmailAddress,
    };
}
