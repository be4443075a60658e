using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Security;

/// <summary>Attempts to sign others out, to keep sessions alive, or to lead people astray by logout messages, over HTTP.</summary>
public sealed class LogoutAttackTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task An_unsigned_logout_request_ends_nothing_and_asks_the_person()
    {
        var (tenant, browser) = await SignedInAsync();
        var xml = LogoutXml.Request(await _app.LogoutRequestAsync(tenant));

        // Entra may send it like this; so may any page of the web.
        var brought = await browser.OpenAsync(RedirectMessage.Url(tenant.SloUrl, "SAMLRequest", xml, null, null), new Uri(_app.Idp.Urls.BaseUrl));
        var posted = await browser.PostAsync(tenant.SloUrl, new Uri("https://evil.example"), ("SAMLRequest", SignInAttempt.Encode(xml)));

        Assert.Equal(["Sign out?", "Sign out?"], new[] { brought.Heading, posted.Heading });
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
        Assert.Contains(await tenant.SignInsAsync(), row => row.GetString("Event") == "LogoutRefused" && row.GetString("Code") == "SignatureMissing");
    }

    [Fact]
    public async Task A_logout_request_by_a_foreign_key_is_refused()
    {
        var (tenant, browser) = await SignedInAsync();
        using var stranger = IdpCertificate.Create(DateTimeOffset.UtcNow.AddDays(-1));
        var xml = LogoutXml.Request(await _app.LogoutRequestAsync(tenant));

        await RefusedAsync(browser, RedirectMessage.Url(tenant.SloUrl, "SAMLRequest", xml, null, XmlSignatureOptions.From(stranger)), 403, "SignatureInvalid");
    }

    [Fact]
    public async Task A_logout_request_that_was_captured_ends_no_session_that_began_since()
    {
        var (tenant, browser) = await SignedInAsync();
        var url = _app.UrlOf(tenant, await _app.LogoutRequestAsync(tenant));
        await browser.BringAsync(_app, url);
        await browser.SignInAsync(tenant, People.BSimon);

        await RefusedAsync(browser, url, 403, "LogoutRequestReplayed");
    }

    [Theory]
    [InlineData("another address", "DestinationMismatch")]
    [InlineData("expired", "AssertionExpired")]
    [InlineData("another issuer", "IssuerMismatch")]
    public async Task A_logout_request_for_another_place_or_time_is_refused(string what, string code)
    {
        var (tenant, browser) = await SignedInAsync();
        var request = await _app.LogoutRequestAsync(tenant);

        await RefusedAsync(
            browser,
            _app.UrlOf(tenant, what switch
            {
                "another address" => request with { Destination = _app.Url("/saml/other/slo") },
                "expired" => request with { NotOnOrAfter = DateTimeOffset.UtcNow.AddMinutes(-4) },
                _ => request with { Issuer = "https://idp.example/" },
            }),
            403,
            code);
    }

    [Fact]
    public async Task Another_tenants_logout_request_ends_nobody_here()
    {
        var (tenant, browser) = await SignedInAsync();
        var other = await _app.AddTenantAsync();
        var request = await _app.LogoutRequestAsync(tenant);

        // The same IdP and keys: brought to its own address it finds nobody of that name, brought to this one it is refused.
        Assert.Equal(302, (await browser.BringAsync(_app, _app.UrlOf(other, request with { Destination = other.SloUrl }))).Status);
        await RefusedAsync(browser, _app.UrlOf(tenant, request with { Id = SamlId.New(), Destination = other.SloUrl }), 403, "DestinationMismatch");
    }

    [Fact]
    public async Task A_query_whose_octets_are_not_those_that_were_signed_is_refused()
    {
        var (tenant, browser) = await SignedInAsync();
        var url = _app.UrlOf(tenant, await _app.LogoutRequestAsync(tenant), "a b");

        await RefusedAsync(browser, url.Replace("RelayState=a%20b", "RelayState=a+b", StringComparison.Ordinal), 403, "SignatureInvalid");
        await RefusedAsync(browser, url.Replace("RelayState=a%20b", "RelayState=other", StringComparison.Ordinal), 403, "SignatureInvalid");
        // Untouched it works, whatever else stands in the query.
        Assert.Equal(302, (await browser.BringAsync(_app, url + "&utm=1")).Status);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task RelayState_of_a_logout_message_leads_nowhere()
    {
        var (tenant, browser) = await SignedInAsync();

        var request = await browser.BringAsync(_app, _app.UrlOf(tenant, await _app.LogoutRequestAsync(tenant), "https://evil.example/"));
        var response = await browser.OpenOnlyAsync(
            RedirectMessage.Url(tenant.SloUrl, "SAMLResponse", Answer(tenant, "_1"), "https://evil.example/", _app.Idp.Signature));

        Assert.Equal(new Uri(_app.Idp.Urls.BaseUrl).Authority, request.Visit.Location!.Authority);
        Assert.Equal("/session/ended", response.Visit.RawLocation);
    }

    [Fact]
    public async Task An_answer_planted_in_another_browser_says_and_changes_nothing()
    {
        var (tenant, attacker) = await SignedInAsync();
        var onward = await (await attacker.OpenAsync(_app.Url("/"))).PressAsync("Sign out");
        var answer = await attacker.NavigateAsync(new Navigation(HttpMethod.Get, onward.RefreshUrl!, onward.Url, null), maxRedirects: 0);
        var victim = _app.NewBrowser();
        await victim.SignInAsync(tenant, People.Ana);

        var planted = await victim.OpenOnlyAsync(answer.Visit.Location!.AbsoluteUri);
        var waiting = await (await victim.OpenAsync(_app.Url("/"))).PressAsync("Sign out");
        var plantedWhileWaiting = await victim.OpenOnlyAsync(answer.Visit.Location!.AbsoluteUri);

        Assert.All([planted, plantedWhileWaiting], page => Assert.Equal("/session/ended", page.Visit.RawLocation));
        Assert.Contains("has signed you out too", (await waiting.RefreshAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_ins_cookie_is_no_sign_outs_cookie()
    {
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var cookie = attempt.Browser.Cookies.All.Single(c => c.Name.StartsWith("__Host-signin-", StringComparison.Ordinal));
        attempt.Browser.ExtraHeaders["Cookie"] = $"__Host-logout={cookie.Value}";

        var answer = await attempt.Browser.OpenOnlyAsync(RedirectMessage.Url(tenant.SloUrl, "SAMLResponse", Answer(tenant, attempt.RequestId), null, _app.Idp.Signature));

        Assert.Equal("/session/ended", answer.Visit.RawLocation);
    }

    [Fact]
    public async Task A_broadcast_to_a_browser_that_is_signing_out_makes_no_loop_and_no_error()
    {
        var (tenant, browser) = await SignedInAsync();
        var request = await _app.LogoutRequestAsync(tenant);
        var onward = await (await browser.OpenAsync(_app.Url("/"))).PressAsync("Sign out");

        var told = await browser.OpenAsync(_app.UrlOf(tenant, request), new Uri(_app.Idp.Urls.BaseUrl));

        // One answer, on the IdP's page; and what the browser waits for still comes.
        Assert.Equal(SamlUris.Success, told.Document.QuerySelector("#answer")!.TextContent);
        Assert.Contains("has signed you out too", (await onward.RefreshAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SAMLRequest=QQ%3D%3D&SAMLResponse=QQ%3D%3D", 400)]
    [InlineData("SAMLRequest=", 400)]
    [InlineData("samlrequest=QQ", 400)]
    public async Task A_query_that_is_no_message_is_refused(string query, int status)
    {
        var (tenant, browser) = await SignedInAsync();

        Assert.Equal(status, (await browser.OpenOnlyAsync($"{tenant.SloUrl}?{query}")).Status);
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
    }

    [Theory]
    [InlineData("SAMLRequest", "SAMLRequest")]
    [InlineData("SAMLRequest", "SAMLResponse")]
    [InlineData("RelayState", "RelayState")]
    public async Task A_form_with_two_messages_is_refused(string first, string second)
    {
        var (tenant, browser) = await SignedInAsync();

        var page = await browser.PostOnlyAsync(tenant.SloUrl, new Uri(_app.Idp.Urls.BaseUrl), (first, "QQ=="), (second, "QQ=="));

        page.IsRefused(400, "FormMalformed");
    }

    private string Answer(TestTenant tenant, string inResponseTo) =>
        LogoutXml.Response(DateTimeOffset.UtcNow, tenant.SloUrl, _app.Idp.Issuer, inResponseTo, SamlUris.Success);

    private async Task<(TestTenant Tenant, UserAgent Browser)> SignedInAsync()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        return (tenant, browser);
    }

    private async Task RefusedAsync(UserAgent browser, string url, int status, string code)
    {
        (await browser.BringAsync(_app, url)).IsRefused(status, code);
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
    }
}
