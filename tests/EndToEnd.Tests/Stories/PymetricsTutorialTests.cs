using System.Text.Json;
using System.Xml.Linq;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Stories;

/// <summary>Microsoft's tutorial for pymetrics, by the letter: addresses, attributes, both ways to start, just-in-time users.</summary>
public sealed class PymetricsTutorialTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task The_identifier_is_where_the_metadata_is_and_it_names_the_reply_URL()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);

        var page = await _app.NewBrowser().OpenAsync(_app.Url($"/saml2-sp/{tenant.Id}/{tenant.Id}/metadata/"));

        Assert.Equal(200, page.Status);
        Assert.StartsWith("application/samlmetadata+xml", page.Visit.Header("Content-Type"), StringComparison.Ordinal);
        XNamespace md = "urn:oasis:names:tc:SAML:2.0:metadata";
        var root = XDocument.Parse(page.Visit.Text).Root!;
        Assert.Equal(_app.Url($"/saml2-sp/{tenant.Id}/{tenant.Id}/metadata/"), root.Attribute("entityID")!.Value);
        var acs = root.Descendants(md + "AssertionConsumerService").Single();
        Assert.Equal(_app.Url($"/saml2-sp/{tenant.Id}/{tenant.Id}/?acs"), acs.Attribute("Location")!.Value);
        Assert.Equal("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", acs.Attribute("Binding")!.Value);
        Assert.NotEmpty(root.Descendants(XName.Get("X509Certificate", "http://www.w3.org/2000/09/xmldsig#")));
    }

    [Fact]
    public async Task B_Simon_signs_in_from_the_sign_on_URL_and_sees_the_attributes_and_the_second_time_goes_straight_in()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        var browser = _app.NewBrowser();

        var accounts = await browser.OpenAsync(_app.Url($"/saml2-sp/{tenant.Id}/{tenant.Id}/?sso"));
        Assert.Equal("Pick an account", accounts.Heading);
        var answer = await accounts.PressAsync("B.Simon@contoso.com");
        Assert.Equal(_app.Url($"/saml2-sp/{tenant.Id}/{tenant.Id}/?acs"), answer.Document.Forms[0].Action);
        var first = await answer.PressAsync("Continue");

        Assert.Equal("Setting up your account", first.Heading);
        var home = await browser.WaitForAccountAsync(first);
        Assert.Equal("Hello, B.Simon", home.Heading);
        Assert.Equal("Britta", home.Facts["First name"]);
        Assert.Equal("Simon", home.Facts["Last name"]);
        Assert.Equal("B.Simon@contoso.com", home.Facts["E-mail"]);
        Assert.Equal("User", home.Facts["Roles"]);
        Assert.Empty(browser.Cookies.Refused);

        var second = _app.NewBrowser();
        var answerAgain = await (await second.OpenAsync(tenant.SignOnUrl)).PressAsync("B.Simon@contoso.com");
        var straightIn = await answerAgain.PressAsync("Continue");
        Assert.Equal("Hello, B.Simon", straightIn.Heading);
        Assert.DoesNotContain(second.History, visit => visit.Url.AbsolutePath == "/setting-up");
        Assert.Single(await tenant.UsersAsync());
    }

    [Fact]
    public async Task The_tile_in_My_Apps_signs_B_Simon_in_without_a_request()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        var browser = _app.NewBrowser();

        var home = await browser.AnswerAsync(await browser.OpenAsync(tenant.TileUrl), People.BSimon);

        Assert.Equal("Hello, B.Simon", home.Heading);
        Assert.Equal(_app.Url("/"), home.Url.AbsoluteUri);
    }

    [Fact]
    public async Task The_attributes_of_the_tutorial_win_over_the_default_claims()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics with
        {
            Application = application => application with
            {
                Attributes = new Dictionary<string, string> { ["UserFirstName"] = "\"Bee\"", ["UserLastName"] = "\"Es\"", ["UserEmail"] = "\"bee@contoso.com\"" },
            },
        });
        var browser = _app.NewBrowser();

        await browser.SignInAsync(tenant, People.BSimon);

        using var session = JsonDocument.Parse((await browser.SessionAsync(_app)).Visit.Text);
        Assert.Equal("Bee", session.RootElement.GetProperty("firstName").GetString());
        Assert.Equal("Es", session.RootElement.GetProperty("lastName").GetString());
        Assert.Equal("bee@contoso.com", session.RootElement.GetProperty("email").GetString());
    }

    [Fact]
    public async Task Attributes_and_roles_that_changed_at_the_IdP_are_shown_after_the_next_sign_in()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);

        var browser = _app.NewBrowser();
        var attempt = await SignInAttempt.StartAsync(_app, tenant, browser);
        var married = People.BSimon with { Surname = "Simon-Weidner", DisplayName = "Britta Simon-Weidner", Roles = ["Admin", "User"] };
        await attempt.AnswerAsync(attempt.Xml(user: married));
        var home = await browser.OpenAsync(_app.Url("/"));

        Assert.Equal("Simon-Weidner", home.Facts["Last name"]);
        Assert.Equal("Admin, User", home.Facts["Roles"]);
        Assert.Single(await tenant.UsersAsync());
    }

    [Theory]
    [InlineData("/saml2-sp/{0}/another/?sso")]
    [InlineData("/saml2-sp/{0}/{0}/")]
    [InlineData("/saml2-sp/{0}/{0}/?other")]
    [InlineData("/saml2-sp/{0}/another/metadata/")]
    public async Task An_address_that_names_two_customers_or_no_action_is_not_found(string path)
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);

        var page = await _app.NewBrowser().OpenAsync(_app.Url(string.Format(null, path, tenant.Id)));

        page.IsRefused(404, "NotFound");
    }
}
