using LocalIdp;

namespace SignOn.Tests.Logout;

/// <summary>Requests that must end nothing.</summary>
public sealed class LogoutAttackTests
{
    [Fact]
    public async Task A_logout_request_that_a_stranger_signed_ends_nothing()
    {
        var world = await SignedInAsync();
        using var stranger = IdpCertificate.Create(World.Start);

        await world.RefusedAsync(IdpLogout.Redirect(Valid(world), signer: XmlSignatureOptions.From(stranger)), "SignatureInvalid");
    }

    [Fact]
    public async Task An_unsigned_logout_request_only_asks_even_with_the_persons_own_cookie()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();

        var redirected = await world.SendAsync(IdpLogout.Redirect(Valid(world), signed: false) with { SessionCookie = signedIn.SessionToken });
        var posted = await world.SendAsync(IdpLogout.Form(Valid(world)) with { SessionCookie = signedIn.SessionToken });

        Assert.IsType<LogoutOutcome.Ask>(redirected);
        Assert.IsType<LogoutOutcome.Ask>(posted);
        Assert.NotNull(await world.Reader.ReadAsync(signedIn.SessionToken, Stop));
        Assert.All(world.Log.All.TakeLast(2), r => Assert.Equal((SignInEvent.LogoutRefused, "SignatureMissing"), (r.Event, r.Code)));
    }

    [Fact]
    public async Task A_logout_request_sent_again_ends_nobody_who_signed_in_since()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        var input = IdpLogout.Redirect(Valid(world));
        Assert.IsType<LogoutOutcome.Obeyed>(await world.SendAsync(input));
        world.Time.Advance(TimeSpan.FromSeconds(30));
        var again = await world.SignedInAsync();

        var replayed = await world.SendAsync(input);
        world.Restart();
        var elsewhere = await world.SendAsync(input);

        Assert.All([replayed, elsewhere], o => Assert.Equal("LogoutRequestReplayed", Assert.IsType<LogoutOutcome.Refused>(o).Refusal.Code));
        Assert.NotNull(await world.Reader.ReadAsync(again.SessionToken, Stop));
    }

    [Theory]
    [InlineData("IssueInstant too old", "AssertionExpired")]
    [InlineData("NotOnOrAfter", "AssertionExpired")]
    [InlineData("Destination", "DestinationMismatch")]
    [InlineData("no Destination", "DestinationMismatch")]
    [InlineData("Issuer", "IssuerMismatch")]
    public async Task A_signed_logout_request_that_is_not_for_here_and_now_ends_nothing(string what, string code)
    {
        var world = await SignedInAsync();
        var options = IdpLogout.Describe(world);
        var now = world.Time.GetUtcNow();

        await world.RefusedAsync(
            IdpLogout.Redirect(LogoutXml.Request(what switch
            {
                "IssueInstant too old" => options with { IssueInstant = now.AddMinutes(-9) },
                "NotOnOrAfter" => options with { NotOnOrAfter = now.AddMinutes(-4) },
                "Destination" => options with { Destination = "https://sso.example.com/saml/fabrikam/slo" },
                "no Destination" => options with { Destination = null },
                _ => options with { Issuer = "https://sts.windows.net/99999999-2222-3333-4444-555555555555/" },
            })),
            code);
    }

    [Fact]
    public async Task A_tenants_logout_request_ends_nobody_of_another_tenant()
    {
        var world = IdpLogout.NewWorld();
        world.Tenants.Put("fabrikam", World.Row(("IdpSloUrl", IdpLogout.SloUrl)));
        var mine = await world.SignedInAsync();

        // The same IdP, keys and name: only the tenant differs.
        var xml = LogoutXml.Request(IdpLogout.Describe(world) with { Destination = "https://sso.example.com/saml/fabrikam/slo" });
        var outcome = await world.SendAsync(IdpLogout.Redirect(xml) with { TenantId = "fabrikam", SessionCookie = mine.SessionToken });

        Assert.False(Assert.IsType<LogoutOutcome.Obeyed>(outcome).EndsThisBrowser);
        Assert.NotNull(await world.Reader.ReadAsync(mine.SessionToken, Stop));
    }

    [Fact]
    public async Task A_signed_logout_request_wrapped_in_a_forged_one_ends_nothing()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        var victims = IdpLogout.Describe(world);
        var harmless = victims with { NameId = "attacker" };

        // The attacker's own signed request travels inside one that names the victim.
        var signed = XmlSigner.Sign(LogoutXml.Request(harmless), harmless.Id!, TestIdp.Signature);
        var forged = LogoutXml.Request(victims with { Id = "_forged" });
        var signature = signed[signed.IndexOf("<Signature", StringComparison.Ordinal)..(signed.IndexOf("</Signature>", StringComparison.Ordinal) + "</Signature>".Length)];
        var wrapped = forged.Replace("</Issuer>", "</Issuer>" + signature + $"<samlp:Extensions>{signed}</samlp:Extensions>", StringComparison.Ordinal);

        var outcome = await world.SendAsync(IdpLogout.Form(wrapped));

        Assert.IsType<LogoutOutcome.Refused>(outcome);
        Assert.False(Assert.Single(world.Sessions.All).Revoked);
    }

    [Theory]
    [InlineData("RelayState changed")]
    [InlineData("RelayState added")]
    [InlineData("message swapped")]
    [InlineData("escapes written otherwise")]
    public async Task A_signature_over_other_octets_than_those_that_came_ends_nothing(string change)
    {
        var world = await SignedInAsync();
        var other = RedirectMessage.Url("https://x.example", "SAMLRequest", LogoutXml.Request(IdpLogout.Describe(world) with { Id = "_other" }), null, null);

        await world.RefusedAsync(
            IdpLogout.Redirect(Valid(world), relayState: change == "RelayState added" ? null : "a b", inTransit: query => change switch
            {
                "RelayState changed" => query.Replace("RelayState=a%20b", "RelayState=evil", StringComparison.Ordinal),
                "RelayState added" => query + "&RelayState=evil",
                "message swapped" => other[(other.IndexOf('?') + 1)..] + query[query.IndexOf("&RelayState", StringComparison.Ordinal)..],
                _ => query.Replace("RelayState=a%20b", "RelayState=a+b", StringComparison.Ordinal),
            }),
            "SignatureInvalid");
    }

    [Fact]
    public async Task A_posted_document_changed_after_signing_ends_nothing()
    {
        var world = await SignedInAsync();
        var name = world.Sessions.All[0].NameId!.Value;
        var harmless = IdpLogout.Describe(world) with { NameId = "attacker" };

        await world.RefusedAsync(
            IdpLogout.Post(LogoutXml.Request(harmless), harmless.Id!, inTransit: xml => xml.Replace(">attacker<", $">{name}<", StringComparison.Ordinal)), "DigestMismatch");
    }

    [Theory]
    [InlineData("SAMLRequest=rubbish!", "NotBase64")]
    [InlineData("SAMLRequest=QQ%3D%3D&SAMLResponse=QQ%3D%3D", "SchemaViolation")]
    [InlineData("SAMLRequest=QQ%3D%3D&SAMLRequest=QQ%3D%3D", "SchemaViolation")]
    public async Task Rubbish_ends_nothing(string query, string code)
    {
        var world = await SignedInAsync();

        await world.RefusedAsync(new LogoutInput { TenantId = World.TenantId, RawQuery = query, CorrelationId = "c" }, code);
    }

    [Fact]
    public async Task A_huge_RelayState_is_not_carried_back()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        var options = IdpLogout.Describe(world);

        var outcome = await world.SendAsync(IdpLogout.Post(LogoutXml.Request(options), options.Id!, new string('x', 100_000)));

        Assert.InRange(Assert.IsType<LogoutOutcome.Obeyed>(outcome).Answer!.Url.Length, 1, 8_000);
    }

    [Fact]
    public async Task Refusals_without_end_do_not_fill_the_trail()
    {
        var world = await SignedInAsync();
        var before = world.Log.All.Count;

        for (var i = 0; i < 100; i++)
        {
            await world.SendAsync(IdpLogout.Redirect(Valid(world), signed: false));
        }

        Assert.Equal(60, world.Log.All.Count - before);
    }

    private static async Task<World> SignedInAsync()
    {
        var world = IdpLogout.NewWorld();
        await world.SignedInAsync();
        return world;
    }

    private static string Valid(World world) => LogoutXml.Request(IdpLogout.Describe(world));
}
