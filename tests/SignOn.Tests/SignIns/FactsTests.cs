using LocalIdp;

namespace SignOn.Tests.SignIns;

public sealed class FactsTests
{
    [Fact]
    public async Task The_tutorials_attributes_win_over_Entras_claims()
    {
        var facts = await FactsAsync(o => o
            .WithAttribute("UserFirstName", "Mapped").WithAttribute(EntraClaims.GivenName, "Claimed")
            .WithAttribute("UserEmail", "mapped@contoso.com").WithAttribute(EntraClaims.EmailAddress, "claimed@contoso.com"));

        Assert.Equal(("Mapped", "mapped@contoso.com"), (facts.FirstName, facts.Email));
    }

    [Fact]
    public async Task Without_the_tutorials_attributes_Entras_claims_count()
    {
        var facts = await FactsAsync(o => o
            .WithAttribute("UserFirstName").WithAttribute("UserLastName", "", " ").WithAttribute("UserEmail")
            .WithAttribute(EntraClaims.GivenName, "Given").WithAttribute(EntraClaims.Surname, "Sur").WithAttribute(EntraClaims.EmailAddress, "mail@contoso.com"));

        Assert.Equal(("Given", "Sur", "mail@contoso.com"), (facts.FirstName, facts.LastName, facts.Email));
    }

    [Theory]
    [InlineData(Saml.NameIdFormats.EmailAddress, "name@contoso.com")]
    [InlineData(Saml.NameIdFormats.Unspecified, null)]
    public async Task The_NameID_is_an_address_only_when_its_format_says_so(string format, string? email)
    {
        var facts = await FactsAsync(o => o.WithAttribute("UserEmail").WithAttribute(EntraClaims.EmailAddress) with { NameId = "name@contoso.com", NameIdFormat = format });

        Assert.Equal(email, facts.Email);
    }

    [Fact]
    public async Task A_tenant_can_name_its_own_attributes()
    {
        var facts = await FactsAsync(o => o.WithAttribute("urn:oid:2.5.4.42", "Own"), ("FirstNameAttributes", "urn:oid:2.5.4.42; UserFirstName"));

        Assert.Equal("Own", facts.FirstName);
    }

    [Fact]
    public async Task Group_roles_come_from_the_tenants_map_alone()
    {
        var facts = await FactsAsync(
            o => o.WithAttribute(EntraClaims.Groups, "g1", "g2").WithAttribute(EntraClaims.Role, "Reader"), ("GroupRoles", "g2=Admin"));

        Assert.Equal(["Admin", "Reader"], facts.Roles);
    }

    [Fact]
    public async Task Groups_that_were_left_out_give_no_role_and_the_trail_tells_the_admin()
    {
        var world = new World(("GroupRoles", "g1=Admin"));

        await world.SignedInAsync(o => o
            .WithAttribute(EntraClaims.GroupsLink, "https://graph.example/groups").WithAttribute(EntraClaims.Groups, "g1").WithAttribute(EntraClaims.Role, "Reader"));

        Assert.Equal(["Reader"], world.OnlyUser().Roles);
        Assert.Contains("groups.link", Assert.Single(Assert.Single(world.Log.All).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_map_of_roles_only_mapped_values_count()
    {
        var facts = await FactsAsync(o => o.WithAttribute(EntraClaims.Role, "Admins", "Everybody"), ("RoleNames", "Admins=admin"));

        Assert.Equal(["admin"], facts.Roles);
    }

    [Fact]
    public async Task More_roles_than_a_cell_holds_are_cut_and_noted_and_never_break_the_sign_in()
    {
        var world = new World();

        await world.SignedInAsync(o => o.WithAttribute(EntraClaims.Role, [.. Enumerable.Range(0, 500).Select(i => $"role-number-{i:D4}")]));

        Assert.InRange(world.OnlyUser().Roles.Count, 100, 499);
        Assert.Single(Assert.Single(world.Log.All).Notes);
    }

    private static async Task<UserFacts> FactsAsync(Func<SamlResponseOptions, SamlResponseOptions> change, params (string, object)[] columns)
    {
        var world = new World(columns);
        await world.SignedInAsync(change);
        return world.OnlyUser().Facts;
    }
}
