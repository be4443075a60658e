using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Security;

/// <summary>Whatever people, admins and IdPs write, pages show it as text.</summary>
public sealed class InjectionTests(SharedApp shared)
{
    private const string Probe = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;";

    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task Every_attribute_of_an_assertion_is_shown_as_text()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("DisplayName", "Evil & Sons " + Probe));
        var browser = _app.NewBrowser();
        var attempt = await SignInAttempt.StartAsync(_app, tenant, browser);
        var first = await attempt.AnswerAsync(attempt.Xml(r => r with { NameId = "name " + Probe }, People.Mallory));

        var home = await browser.WaitForAccountAsync(await browser.OpenAsync(_app.Url("/setting-up")));

        Assert.Equal(303, first.Status);
        HasNothingInjected(home);
        Assert.Equal("Hello, " + People.Mallory.DisplayName, home.Heading);
        Assert.Equal(People.Mallory.GivenName, home.Facts["First name"]);
        Assert.Equal(People.Mallory.Surname, home.Facts["Last name"]);
        Assert.Equal("name " + Probe, home.Facts["Name identifier"]);
        Assert.All(People.Mallory.Roles, role => Assert.Contains(role, home.Facts["Roles"], StringComparison.Ordinal));
        Assert.Contains("Evil & Sons " + Probe, home.Text, StringComparison.Ordinal);
        HasNothingInjected(await browser.OpenAsync(_app.Url($"/saml/{tenant.Id}/slo")));
    }

    [Fact]
    public async Task The_waiting_page_shows_the_customers_name_and_its_own_address_as_text()
    {
        await using var app = await AppUnderTest.StartAsync();
        using var nothingIsProvisioned = app.Storage.Inject(StorageFaultKind.NoMessages, operation => operation.IsQueuePoll);
        var tenant = await app.AddTenantAsync(new TenantSpec().With("DisplayName", Probe));
        var attempt = await SignInAttempt.StartAsync(app, tenant, query: "?returnUrl=" + Uri.EscapeDataString("/" + Probe));
        await attempt.AnswerAsync(attempt.Xml());

        var page = await attempt.Browser.OpenAsync(app.Url("/setting-up?returnUrl=" + Uri.EscapeDataString("/" + Probe)));

        Assert.Equal("Setting up your account", page.Heading);
        HasNothingInjected(page);
        Assert.Contains(Probe, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', page.Visit.Header("Refresh")!);
    }

    [Fact]
    public async Task The_address_that_was_typed_is_shown_as_text()
    {
        var page = await _app.NewBrowser().PostAsync(_app.Url("/"), _app.BaseUrl, ("email", Probe));

        HasNothingInjected(page);
        Assert.Equal(Probe, page.Field("email"));
    }

    [Theory]
    [InlineData("/saml/{0}/sso?login_hint=")]
    [InlineData("/saml/{0}/sso?returnUrl=")]
    [InlineData("/live/{0}?returnUrl=")]
    public async Task What_a_sign_in_is_started_with_reaches_the_IdP_encoded_and_no_page_of_ours(string path)
    {
        var tenant = await _app.AddTenantAsync();

        var page = await _app.NewBrowser().OpenOnlyAsync(_app.Url(string.Format(null, path, tenant.Id) + Uri.EscapeDataString(Probe)));

        Assert.Equal(302, page.Status);
        // The fixed note of every redirect: the address is all that varies, and it cannot leave its attribute.
        Assert.Matches("""^<!DOCTYPE html><html lang="en"><title>Going on</title><p><a href="[^"<>]*">Go on</a></p></html>$""", page.Visit.Text);
        Assert.DoesNotContain(Probe, page.Visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Visit.RawLocation!, c => c is '<' or '>' or '"' or ' ');
        Assert.StartsWith(_app.Idp.Urls.Login + "?", page.Visit.RawLocation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@contoso.com&SAMLRequest=evil")]
    [InlineData("a@contoso.com#fragment")]
    [InlineData("a@contoso.com\r\nSet-Cookie: evil=1")]
    [InlineData("a@contoso.com%0d%0aSet-Cookie:evil=1")]
    public async Task A_login_hint_adds_nothing_to_the_request_but_itself(string hint)
    {
        var tenant = await _app.AddTenantAsync();

        var attempt = await SignInAttempt.StartAsync(_app, tenant, query: "?login_hint=" + Uri.EscapeDataString(hint));

        Assert.Equal("", attempt.Url.Fragment);
        var parameters = attempt.Url.Query.TrimStart('?').Split('&').Select(p => p.Split('=')[0]).ToList();
        Assert.Equal(parameters.Distinct(), parameters);
        Assert.DoesNotContain(attempt.Browser.Cookies.All, cookie => cookie.Name.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/saml/{0}/sso")]
    [InlineData("/nowhere/{0}")]
    [InlineData("/assets/{0}")]
    [InlineData("/session/ended?{0}")]
    public async Task What_the_address_holds_is_on_no_page(string path)
    {
        var page = await _app.NewBrowser().OpenAsync(_app.Url(string.Format(null, path, Uri.EscapeDataString(Probe))));

        HasNothingInjected(page);
        Assert.DoesNotContain("alert(1)", page.Visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_response_is_quoted_on_no_page()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());

        var page = await attempt.AnswerAsync(attempt.Xml(r => r.WithIssuer("https://evil.example/" + Probe)));

        page.IsRefused(403, "IssuerMismatch");
        HasNothingInjected(page);
        Assert.DoesNotContain("evil", page.Visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formulas_and_quotes_in_names_reach_no_other_row_and_no_query()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { Attributes = new Dictionary<string, string>() } });
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var odd = People.BSimon with { ObjectId = Guid.NewGuid(), DisplayName = "' or PartitionKey ne '", Mail = "x' or 1 eq 1 or Email eq 'y@contoso.com" };

        Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml(user: odd))).Status);

        var user = Assert.Single(await tenant.UsersAsync());
        Assert.Equal("' or PartitionKey ne '", user.GetString("DisplayName"));
        Assert.Matches("^s-[0-9a-f]{64}$", user.RowKey);
    }

    private static void HasNothingInjected(Page page)
    {
        Assert.Empty(page.Document.QuerySelectorAll("script, svg, iframe, object, embed, base, main img, [style]"));
        Assert.All(page.Document.All, element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.All(page.Document.QuerySelectorAll("a, form, link, img"), element =>
            Assert.Matches("^(/|$)", element.GetAttribute("href") ?? element.GetAttribute("action") ?? element.GetAttribute("src") ?? ""));
    }
}
