using LocalIdp;
using Saml;

namespace SignOn.Tests.SignIns;

public sealed class SubjectTests
{
    [Fact]
    public async Task The_object_identifier_is_the_person_whatever_name_and_address_say()
    {
        var world = new World();
        var first = await world.SignedInAsync();

        var second = await world.SignedInAsync(o => o.WithAttribute("UserEmail", "renamed@contoso.com") with { NameId = "another" });

        Assert.Equal(first.UserKey, second.UserKey);
    }

    [Fact]
    public async Task One_address_with_two_object_identifiers_is_two_people()
    {
        var world = new World();
        var first = await world.SignedInAsync();

        Assert.NotEqual(first.UserKey, (await world.SignedInAsync(o => o.WithAttribute(EntraClaims.ObjectIdentifier, "another"))).UserKey);
    }

    [Fact]
    public async Task Without_it_a_persistent_name_is_the_person_and_spelling_out_its_qualifiers_changes_nothing()
    {
        var world = new World();
        var key = (await world.SignedInAsync(o => WithoutId(o))).UserKey;

        var tenant = await world.TenantAsync();
        Assert.Equal(key, await KeyWithAsync(world, $"NameQualifier=\"{TestIdp.EntityId}\" SPNameQualifier=\"{tenant.EntityId}\""));
        Assert.NotEqual(key, await KeyWithAsync(world, "NameQualifier=\"https://another.example\""));
        Assert.NotEqual(key, (await world.SignedInAsync(o => WithoutId(o) with { NameId = "another" })).UserKey);
    }

    [Fact]
    public async Task The_same_text_in_another_format_is_another_person()
    {
        var world = new World();
        var persistent = await world.SignedInAsync(o => WithoutId(o));
        var unspecified = await world.SignedInAsync(o => WithoutId(o) with { NameIdFormat = NameIdFormats.Unspecified });
        var none = await world.SignedInAsync(o => WithoutId(o) with { NameIdFormat = null });

        Assert.NotEqual(persistent.UserKey, unspecified.UserKey);
        Assert.Equal(unspecified.UserKey, none.UserKey);
    }

    [Fact]
    public async Task The_same_text_as_object_identifier_and_as_name_is_two_people()
    {
        var world = new World();
        var byId = await world.SignedInAsync(o => o.WithAttribute(EntraClaims.ObjectIdentifier, "text"));
        var byName = await world.SignedInAsync(o => WithoutId(o) with { NameId = "text" });

        Assert.NotEqual(byId.UserKey, byName.UserKey);
    }

    [Theory]
    [InlineData(NameIdFormats.Transient, "x", "transient")]
    [InlineData(null, null, "neither")]
    [InlineData(NameIdFormats.Persistent, " ", "neither")]
    [InlineData(NameIdFormats.EmailAddress, "\n  ", "neither")]
    [InlineData(NameIdFormats.Persistent, "\u00A0", "neither")]
    public async Task A_person_who_cannot_be_recognised_again_is_refused_and_the_trail_says_why(string? format, string? name, string word)
    {
        var world = new World();

        var code = await world.RefusedAsync(o => WithoutId(o) with { NameIdFormat = format, NameId = name });

        Assert.Equal(nameof(SignOnError.SubjectMissing), code);
        Assert.Contains(word, Assert.Single(world.Log.All).Detail, StringComparison.Ordinal);
        Assert.Empty(world.Users.Users(World.TenantId));
    }

    [Fact]
    public async Task A_transient_name_beside_an_object_identifier_is_no_obstacle()
    {
        var world = new World();
        var first = await world.SignedInAsync(o => o with { NameIdFormat = NameIdFormats.Transient, NameId = "one" });

        Assert.Equal(first.UserKey, (await world.SignedInAsync(o => o with { NameIdFormat = NameIdFormats.Transient, NameId = "two" })).UserKey);
    }

    [Fact]
    public async Task Two_object_identifiers_name_nobody() =>
        Assert.Equal(
            nameof(SignOnError.SubjectMissing),
            await new World().RefusedAsync(o => o.WithAttribute(EntraClaims.ObjectIdentifier, "one", "two")));

    [Fact]
    public void Parts_of_a_key_cannot_be_shifted_into_one_another()
    {
        Assert.NotEqual(UserKeys.ForSubject("ab", "c", "d"), UserKeys.ForSubject("a", "bc", "d"));
        Assert.NotEqual(UserKeys.ForSubject("a", "b", "\ud800"), UserKeys.ForSubject("a", "b", "\ufffd"));
    }

    private static async Task<string> KeyWithAsync(World world, string qualifiers)
    {
        var form = await world.FormAsync(
            await world.StartAsync(), WithoutId, edit: xml => xml.Replace("<NameID ", $"<NameID {qualifiers} ", StringComparison.Ordinal));
        return Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop)).UserKey;
    }

    private static SamlResponseOptions WithoutId(SamlResponseOptions options) => options.WithAttribute(EntraClaims.ObjectIdentifier);
}
