using LocalIdp;

namespace SignOn.Tests.Logout;

public sealed class SignOutTests
{
    [Fact]
    public async Task The_session_here_ends_before_anything_else_is_done()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        world.Keys.AreOut = true;
        world.Faults.Forget();

        var outcome = await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop);

        // The key that signs requests is out, and the person is signed out all the same.
        Assert.IsType<SignOutOutcome.Done>(outcome);
        Assert.True(Assert.Single(world.Sessions.All).Revoked);
        Assert.Equal(["sessions read", "sessions revoke"], world.Faults.Operations.Where(o => o != "test"));
    }

    [Fact]
    public async Task The_IdP_is_asked_with_a_signed_request_that_names_the_person_as_the_IdP_did()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        var session = Assert.Single(world.Sessions.All);

        var onward = Assert.IsType<SignOutOutcome.Onward>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        var sent = SentMessage.FromRedirect(onward.Delivery, FixedKeys.Active);
        var name = sent.Xml.Element(SentMessage.Assertion + "NameID")!;
        Assert.Equal((SentMessage.Protocol + "LogoutRequest", IdpLogout.SloUrl, IdpLogout.SloUrl), (sent.Xml.Name, sent.Address, sent["Destination"]));
        Assert.Equal((session.NameId!.Value, session.NameId.Format, null, null), (name.Value, name.Attribute("Format")?.Value, name.Attribute("NameQualifier"), name.Attribute("SPNameQualifier")));
        Assert.Equal(session.SessionIndex, sent.Xml.Element(SentMessage.Protocol + "SessionIndex")!.Value);
        Assert.Equal((await world.TenantAsync()).EntityId, sent.Xml.Element(SentMessage.Assertion + "Issuer")!.Value);
        Assert.Equal((sent["ID"], World.TenantId, World.Start.AddMinutes(10)), (onward.Pending!.RequestId, onward.Pending.TenantId, onward.Pending.ExpiresAt));
        Assert.Matches("^[0-9a-f]{16}$", sent.RelayState);
    }

    [Fact]
    public async Task Where_the_row_says_so_the_request_is_posted()
    {
        var world = IdpLogout.NewWorld(("IdpSloBinding", "post"));
        var signedIn = await world.SignedInAsync();

        var onward = Assert.IsType<SignOutOutcome.Onward>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        var sent = SentMessage.FromForm(onward.Delivery, FixedKeys.Active);
        Assert.Equal(("SAMLRequest", IdpLogout.SloUrl, onward.Pending!.RequestId), (onward.Delivery.FieldName, sent.Address, sent["ID"]));
        Assert.NotNull(sent.RelayState);
    }

    [Fact]
    public async Task A_logout_page_alone_is_where_people_go_without_any_message()
    {
        var world = new World(("IdpSloUrl", "https://idp.example/bye?from=us"));
        var signedIn = await world.SignedInAsync();
        world.Faults.Forget();

        var onward = Assert.IsType<SignOutOutcome.Onward>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        Assert.Equal((new MessageDelivery("https://idp.example/bye?from=us"), null), (onward.Delivery, onward.Pending));
        Assert.Equal(["sessions revoke"], world.Faults.Operations);
    }

    [Fact]
    public async Task Without_an_address_signing_out_is_one_operation_and_done()
    {
        var world = new World();
        var signedIn = await world.SignedInAsync();
        world.Faults.Forget();

        Assert.IsType<SignOutOutcome.Done>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        Assert.Equal(["sessions revoke"], world.Faults.Operations);
    }

    [Fact]
    public async Task A_session_that_the_IdP_has_ended_is_nothing_to_ask_the_IdP_about()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        await world.ObeyedAsync();

        Assert.IsType<SignOutOutcome.Done>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));
    }

    [Fact]
    public async Task A_session_without_a_name_ends_here_alone()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync(o => o with { NameId = null });

        Assert.IsType<SignOutOutcome.Done>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task A_tenant_whose_row_is_broken_or_gone_keeps_nobody_signed_in()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        world.Tenants.Remove(World.TenantId);
        world.Restart();

        Assert.IsType<SignOutOutcome.Done>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));

        Assert.True(Assert.Single(world.Sessions.All).Revoked);
    }

    [Fact]
    public async Task While_storage_is_down_nobody_is_told_to_be_signed_out()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        world.Faults.Down = true;

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));
    }

    [Fact]
    public async Task The_IdPs_answer_is_told_to_the_browser_that_asked()
    {
        var (world, pending) = await SignedOutAsync();

        var complete = await world.SendAsync(IdpLogout.Redirect(IdpLogout.Answer(world, pending.RequestId), isRequest: false) with { Pending = pending });
        var partial = await world.SendAsync(
            IdpLogout.Redirect(IdpLogout.Answer(world, pending.RequestId, SamlUris.Success, SamlUris.PartialLogout), isRequest: false) with { Pending = pending });
        var failed = await world.SendAsync(IdpLogout.Redirect(IdpLogout.Answer(world, pending.RequestId, SamlUris.Responder), isRequest: false) with { Pending = pending });

        Assert.Equal([true, false, false], new[] { complete, partial, failed }.Select(o => Assert.IsType<LogoutOutcome.Returned>(o).IsComplete));
    }

    [Fact]
    public async Task An_answer_without_a_signature_is_bound_to_the_browser_by_the_requests_ID_and_ends_nothing()
    {
        var (world, pending) = await SignedOutAsync();
        await world.SignedInAsync();

        var outcome = await world.SendAsync(IdpLogout.Redirect(IdpLogout.Answer(world, pending.RequestId), isRequest: false, signed: false) with { Pending = pending });

        Assert.IsType<LogoutOutcome.Returned>(outcome);
        Assert.Single(world.Sessions.All, s => !s.Revoked);
    }

    [Theory]
    [InlineData("no sign-out waits")]
    [InlineData("another tenant's sign-out waits")]
    [InlineData("the sign-out is too old")]
    [InlineData("it answers another request")]
    [InlineData("it answers no request")]
    [InlineData("a stranger signed it")]
    [InlineData("a stranger issued it")]
    public async Task An_answer_that_this_browser_does_not_wait_for_says_nothing(string why)
    {
        var (world, pending) = await SignedOutAsync();
        var xml = IdpLogout.Answer(world, why switch { "it answers another request" => "_other", "it answers no request" => null, _ => pending.RequestId });
        xml = why == "a stranger issued it" ? xml.Replace(IdpLogout.LogoutIssuer, "https://evil.example/", StringComparison.Ordinal) : xml;
        using var stranger = IdpCertificate.Create(World.Start);
        var input = IdpLogout.Redirect(xml, isRequest: false, signer: why == "a stranger signed it" ? XmlSignatureOptions.From(stranger) : null);

        var outcome = await world.SendAsync(input with
        {
            Pending = why switch
            {
                "no sign-out waits" => null,
                "another tenant's sign-out waits" => pending with { TenantId = "fabrikam" },
                "the sign-out is too old" => pending with { ExpiresAt = world.Time.GetUtcNow() },
                _ => pending,
            },
        });

        Assert.IsType<LogoutOutcome.Unsolicited>(outcome);
    }

    private static async Task<(World World, PendingLogout Pending)> SignedOutAsync()
    {
        var world = IdpLogout.NewWorld();
        var signedIn = await world.SignedInAsync();
        var onward = Assert.IsType<SignOutOutcome.Onward>(await world.SignOut.RunAsync(signedIn.SessionToken, "c", Stop));
        return (world, onward.Pending!);
    }
}
