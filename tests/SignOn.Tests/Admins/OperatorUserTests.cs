using LocalIdp;

namespace SignOn.Tests.Admins;

public sealed class OperatorUserTests
{
    private readonly AdminWorld _world = new();

    [Fact]
    public async Task A_user_of_the_operators_tenant_with_the_role_is_an_operator()
    {
        var user = await ActiveUserAsync("Admin", "User");
        var signIn = await _world.Sessions.OpenForUserAsync(user, "c", Stop);
        var visit = await _world.ReadAsync(signIn.Token, user);

        Assert.Equal(new Admin.Operator(World.TenantId, _world.World.OnlyUser().Key), visit!.Admin);
    }

    [Theory]
    [InlineData("User")]
    [InlineData("admin")]
    [InlineData("Admins")]
    public async Task Without_that_very_role_nobody_is(string role) =>
        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForUserAsync(await ActiveUserAsync(role), "c", Stop)).Problem);

    [Fact]
    public async Task Users_of_other_tenants_are_not_whatever_their_roles()
    {
        var user = await ActiveUserAsync("Admin");
        _world.Configure(("Manage:OperatorTenant", "somebody-else"));

        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForUserAsync(user, "c", Stop)).Problem);
    }

    [Fact]
    public async Task Without_an_operators_tenant_this_way_is_closed()
    {
        var user = await ActiveUserAsync("Admin");
        _world.Configure(("Manage:OperatorTenant", " "));

        Assert.Equal(AdminSignInProblem.TurnedOff, (await _world.Sessions.OpenForUserAsync(user, "c", Stop)).Problem);
    }

    [Fact]
    public async Task Who_still_waits_for_the_account_is_no_operator()
    {
        var pending = (await _world.World.SignedInAsync(o => WithRoles(o, "Admin"))).SessionToken;

        Assert.Equal(AdminSignInProblem.Refused, (await _world.Sessions.OpenForUserAsync(pending, "c", Stop)).Problem);
    }

    [Fact]
    public async Task The_operators_session_ends_with_the_users_own()
    {
        var user = await ActiveUserAsync("Admin");
        var cookie = (await _world.Sessions.OpenForUserAsync(user, "c", Stop)).Token;
        Assert.Null(await _world.ReadAsync(cookie, userCookie: null));

        await _world.World.SignOut.RunAsync(user, "c", Stop);
        Assert.Null(await _world.ReadAsync(cookie, user));
    }

    [Fact]
    public async Task Another_session_of_the_same_user_does_not_carry_it_on()
    {
        var first = await ActiveUserAsync("Admin");
        var cookie = (await _world.Sessions.OpenForUserAsync(first, "c", Stop)).Token;
        var second = (await _world.World.SignedInAsync(o => WithRoles(o, "Admin"))).SessionToken;

        Assert.NotNull(await _world.ReadAsync(cookie, first));
        Assert.Null(await _world.ReadAsync(cookie, second));
    }

    private static SamlResponseOptions WithRoles(SamlResponseOptions options, params string[] roles) =>
        options.WithAttribute(EntraClaims.Role, roles);

    private async Task<string> ActiveUserAsync(params string[] roles)
    {
        var signedIn = await _world.World.SignedInAsync(o => WithRoles(o, roles));
        await _world.World.Provision.RunAsync(signedIn.Message!, Stop);
        return signedIn.SessionToken;
    }
}
