using LocalIdp;

namespace SignOn.Tests.SignIns;

/// <summary>How and when people were authenticated, held against what the tenant wants (Kantara IIP-SP06, IIP-SP07).</summary>
public sealed class AuthenticationTests
{
    private const string Card = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI";
    private const string Token = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken";

    [Theory]
    [InlineData(Card)]
    [InlineData(Token)]
    public async Task Each_accepted_way_signs_in(string way) =>
        await new World(("AcceptedAuthnContexts", $"{Card}\n{Token}")).SignedInAsync(o => o with { AuthnContext = way });

    [Theory]
    [InlineData(SamlUris.PasswordContext)]
    [InlineData(Card + "/")]
    [InlineData("URN:OASIS:NAMES:TC:SAML:2.0:AC:CLASSES:SMARTCARDPKI")]
    [InlineData(null)]
    public async Task Every_other_way_is_refused_and_the_trail_says_which(string? way)
    {
        var world = new World(("AcceptedAuthnContexts", Card));

        Assert.Equal(nameof(SignOnError.AuthnContextNotAccepted), await world.RefusedAsync(o => o with { AuthnContext = way }));

        var detail = Assert.Single(world.Log.All).Detail!;
        Assert.Contains(way ?? "no class that it names", detail, StringComparison.Ordinal);
        Assert.Contains(Card, detail, StringComparison.Ordinal);
        Assert.Empty(world.Sessions.All);
        Assert.Empty(world.Users.Users(World.TenantId));
    }

    [Theory]
    [InlineData("mailto:b.simon@contoso.com")]
    [InlineData("urn:way\nLevel=Error forged")]
    public async Task A_way_that_names_a_person_or_forges_a_line_stays_out_of_the_trail(string way)
    {
        var world = new World(("AcceptedAuthnContexts", Card));

        await world.RefusedAsync(o => o with { AuthnContext = way });

        Assert.Contains("a class that is no URI of common length", Assert.Single(world.Log.All).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_for_is_what_is_accepted_where_the_row_says_no_more()
    {
        var world = new World(("RequestedAuthnContexts", Card));

        await world.SignedInAsync(o => o with { AuthnContext = Card });
        Assert.Equal(nameof(SignOnError.AuthnContextNotAccepted), await world.RefusedAsync(o => o with { AuthnContext = Token }));
    }

    [Fact]
    public async Task More_may_be_accepted_than_is_asked_for()
    {
        var world = new World(("RequestedAuthnContexts", Card), ("AcceptedAuthnContexts", $"{Card};{Token}"));

        await world.SignedInAsync(o => o with { AuthnContext = Token });
    }

    [Fact]
    public async Task A_refused_way_uses_nothing_up()
    {
        var world = new World(("AcceptedAuthnContexts", Card));
        var form = await world.FormAsync(await world.StartAsync());

        Assert.Equal(nameof(SignOnError.AuthnContextNotAccepted), World.CodeOf(await world.Accept.RunAsync(form, Stop)));
        Assert.Equal(nameof(SignOnError.AuthnContextNotAccepted), World.CodeOf(await world.Accept.RunAsync(form, Stop)));
    }

    [Theory]
    [InlineData(-180, true)]
    [InlineData(-181, false)]
    [InlineData(-86_400, false)]
    [InlineData(60, true)]
    public async Task A_forced_authentication_is_not_older_than_the_request(int seconds, bool accepted)
    {
        var world = new World(("ForceAuthn", true));
        var pending = await world.StartAsync();
        world.Time.Advance(TimeSpan.FromMinutes(2));
        var form = await world.FormAsync(pending, o => o with { AuthnInstant = World.Start.AddSeconds(seconds) });

        var outcome = await world.Accept.RunAsync(form, Stop);

        if (accepted)
        {
            Assert.IsType<AcceptOutcome.SignedIn>(outcome);
        }
        else
        {
            Assert.Equal(nameof(SignOnError.AuthenticationTooOld), World.CodeOf(outcome));
        }
    }

    [Theory]
    [InlineData(-12, true)]
    [InlineData(-14, false)]
    public async Task A_forced_authentication_that_began_at_the_IdP_is_young(int minutes, bool accepted)
    {
        var world = new World(("ForceAuthn", true));

        var outcome = await world.Accept.RunAsync(await world.FormAsync(null, o => o with { AuthnInstant = World.Start.AddMinutes(minutes) }), Stop);

        Assert.Equal(accepted, outcome is AcceptOutcome.SignedIn);
    }

    [Fact]
    public async Task Without_the_demand_an_old_authentication_is_the_IdPs_affair() =>
        await new World().SignedInAsync(o => o with { AuthnInstant = World.Start.AddDays(-3) });
}
