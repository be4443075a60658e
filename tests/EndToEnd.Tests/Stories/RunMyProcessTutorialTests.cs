using System.Text.Json;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Stories;

/// <summary>Microsoft's tutorial for RunMyProcess, by the letter: one sign-on URL, a fixed identifier, users that an admin makes.</summary>
public sealed class RunMyProcessTutorialTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task The_sign_on_URL_leads_to_the_IdP_with_the_fixed_identifier_and_the_wanted_name_format()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess.With("SpEntityId", "RunMyProcess"));

        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        Assert.Equal(_app.Idp.Urls.Login, attempt.Url.GetLeftPart(UriPartial.Path));
        Assert.Equal("RunMyProcess", attempt.Request.Element(Saml("Issuer"))!.Value);
        Assert.Equal(_app.Url($"/saml/{tenant.Id}/acs"), attempt.Request.Attribute("AssertionConsumerServiceURL")!.Value);
        Assert.Equal(
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            attempt.Request.Element(Samlp("NameIDPolicy"))!.Attribute("Format")!.Value);
        Assert.Null(attempt.Request.Element(Samlp("RequestedAuthnContext")));
    }

    [Fact]
    public async Task B_Simon_is_refused_until_an_admin_has_made_the_user_and_the_refusal_makes_none()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var browser = _app.NewBrowser();

        var refused = await browser.SignInAsync(tenant, People.BSimon);
        refused.IsRefused(403, "UserUnknown");
        Assert.Empty(await tenant.RowsAsync("Users"));
        Assert.Empty(await tenant.RowsAsync("Sessions"));

        await Admin.InviteAsync(_app, tenant, "B.Simon@contoso.com", name: "Britta Simon", language: "en", ideLanguage: "fr", profile: "Designer");
        var home = await browser.SignInAsync(tenant, People.BSimon);

        Assert.Equal("Hello, B.Simon", home.Heading);
        Assert.Equal("B.Simon@contoso.com", home.Facts["Name identifier"]);
        Assert.Equal("en", home.Facts["Language"]);
        Assert.Equal("fr", home.Facts["IDE language"]);
        Assert.Equal("Designer", home.Facts["Profile"]);
        Assert.Single(await tenant.UsersAsync());
    }

    [Fact]
    public async Task Who_is_signed_in_goes_from_the_sign_on_URL_to_the_application_without_the_IdP()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        await Admin.InviteAsync(_app, tenant, "B.Simon@contoso.com");
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var before = browser.History.Count;

        var again = await browser.OpenAsync(tenant.SignOnUrl);

        Assert.Equal(_app.Url("/"), again.Url.AbsoluteUri);
        Assert.DoesNotContain(browser.History.Skip(before), visit => visit.Url.Host == "127.0.0.1");
    }

    [Fact]
    public async Task A_session_of_another_tenant_does_not_open_this_ones_application()
    {
        var other = await _app.AddTenantAsync();
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var browser = _app.NewBrowser();
        await browser.SignInAsync(other, People.BSimon);

        var page = await browser.OpenAsync(tenant.SignOnUrl);

        Assert.Equal("Pick an account", page.Heading);
    }

    [Fact]
    public async Task An_invitation_is_taken_up_by_the_address_in_any_case_of_letters_and_only_once()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        await Admin.InviteAsync(_app, tenant, "b.simon@CONTOSO.com");
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        using var session = JsonDocument.Parse((await browser.SessionAsync(_app)).Visit.Text);
        Assert.Equal("active", session.RootElement.GetProperty("state").GetString());

        // The address was given to somebody else: another person at the IdP, who must not become the first.
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var successor = People.BSimon with { ObjectId = Guid.NewGuid() };
        var page = await attempt.AnswerAsync(attempt.Xml(user: successor));

        page.IsRefused(403, "UserUnknown");
        Assert.Single(await tenant.UsersAsync());
    }

    [Fact]
    public async Task An_address_outside_of_the_customers_own_domains_links_to_nobody()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        await Admin.InviteAsync(_app, tenant, "b.simon@contoso.com");
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        var page = await attempt.AnswerAsync(attempt.Xml(user: SampleUsers.Guest));

        page.IsRefused(403, "UserUnknown");
    }

    private static System.Xml.Linq.XName Saml(string name) => System.Xml.Linq.XName.Get(name, SamlUris.Assertion);

    private static System.Xml.Linq.XName Samlp(string name) => System.Xml.Linq.XName.Get(name, SamlUris.Protocol);
}
