using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>What a request may say about where it goes: the configured public address has the last word.</summary>
public sealed class AddressTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:80\\@localhost")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    [InlineData("X-Original-URL", "/session/end")]
    [InlineData("X-Rewrite-URL", "/session/end")]
    public async Task Headers_about_the_host_change_no_address_that_we_give_out(string name, string value)
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        browser.ExtraHeaders[name] = value;

        var metadata = await browser.OpenAsync(tenant.MetadataUrl);
        if (metadata.Status == 400 && name == "Host")
        {
            // The server itself refuses hosts that are none.
            return;
        }

        Assert.Equal(200, metadata.Status);
        Assert.DoesNotContain("evil", metadata.Visit.Text, StringComparison.Ordinal);
        Assert.Contains(tenant.AcsUrl, metadata.Visit.Text, StringComparison.Ordinal);
        var attempt = await SignInAttempt.StartAsync(_app, tenant, browser);
        Assert.Equal(tenant.AcsUrl, attempt.Request.Attribute("AssertionConsumerServiceURL")!.Value);
        var page = await attempt.AnswerAsync(attempt.Xml());
        Assert.Equal(303, page.Status);
        Assert.Equal("/setting-up?returnUrl=%2F", page.Visit.RawLocation);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    public async Task No_header_turns_a_GET_into_a_POST(string name)
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        browser.ExtraHeaders[name] = "POST";

        var page = await browser.OpenAsync(tenant.AcsUrl + "?SAMLResponse=x");

        page.IsRefused(405, "MethodNotAllowed");
        Assert.Equal("POST", page.Visit.Header("Allow"));
    }

    /// <summary>The host makes values of whatever the query names; they must get into no parameter of a function.</summary>
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/session", 401)]
    [InlineData("/session/ended", 200)]
    [InlineData("/saml/{0}/metadata", 200)]
    [InlineData("/saml/{0}/sso", 302)]
    [InlineData("/saml/{0}/slo", 303)]
    [InlineData("/live/{0}", 302)]
    [InlineData("/health/live", 200)]
    [InlineData("/manage/sign-in", 200)]
    [InlineData("/manage/new-tenant", 303)]
    [InlineData("/manage/api/tenants", 401)]
    public async Task No_name_in_the_query_gets_into_a_parameter(string path, int status)
    {
        var tenant = await _app.AddTenantAsync();

        var page = await _app.NewBrowser().OpenOnlyAsync(_app.Url(string.Format(null, path, tenant.Id)) + "?cancellation=x&request=x&tenant=other&context=x&http=&name=x");

        Assert.Equal(status, page.Status);
    }

    [Theory]
    [InlineData("/saml/{0}/metadata")]
    [InlineData("/saml/{0}/sso")]
    [InlineData("/live/{0}")]
    [InlineData("/saml2-sp/{0}/{0}/?sso")]
    [InlineData("/saml2-sp/{0}/{0}/metadata/")]
    public async Task An_unknown_tenant_a_disabled_one_and_an_impossible_id_get_the_same_404(string path)
    {
        var disabled = await _app.AddTenantAsync(new TenantSpec().With("Enabled", false));
        string[] ids = [disabled.Id, "nobody", "-x", "UPPER_CASE", new string('a', 64), "%C3%BC", "..%2f..%2fetc", "a'%20or%20'1'%20eq%20'1", "settings"];

        var pages = new List<Page>();
        foreach (var id in ids)
        {
            pages.Add(await _app.NewBrowser().OpenAsync(_app.Url(string.Format(null, path, id))));
        }

        Assert.All(pages, page => page.IsRefused(404, "NotFound"));
        var bodies = pages.Select(page => page.Visit.Text.Replace(page.CorrelationId!, "", StringComparison.Ordinal)).Distinct();
        Assert.Single(bodies);
        var headers = pages.Select(page => string.Join('|', page.Visit.Headers.Keys.Order(StringComparer.Ordinal))).Distinct();
        Assert.Single(headers);
    }

    [Fact]
    public async Task A_response_for_an_unknown_tenant_gets_the_same_404_as_for_a_disabled_one()
    {
        var disabled = await _app.AddTenantAsync(new TenantSpec().With("Enabled", false));

        var unknown = await _app.NewBrowser().PostAsync(_app.Url("/saml/nobody/acs"), _app.BaseUrl, ("SAMLResponse", "x"));
        var off = await _app.NewBrowser().PostAsync(disabled.AcsUrl, _app.BaseUrl, ("SAMLResponse", "x"));

        unknown.IsRefused(404, "NotFound");
        off.IsRefused(404, "NotFound");
        Assert.Empty(await disabled.SignInsAsync());
    }

    [Fact]
    public async Task A_tenants_id_may_be_typed_in_any_case_and_means_the_same_tenant()
    {
        var tenant = await _app.AddTenantAsync();

        var page = await _app.NewBrowser().OpenAsync(_app.Url($"/saml/{tenant.Id.ToUpperInvariant()}/sso"));

        Assert.Equal("Pick an account", page.Heading);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("////evil.example/%2e%2e")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("HTTPS://evil.example")]
    [InlineData("http:\\\\evil.example")]
    [InlineData("//evil%E3%80%82example")]
    [InlineData("//evil。example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("/x/%2e%2e//evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/./\\evil.example")]
    [InlineData("//localhost@evil.example")]
    [InlineData("//user:pass@evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("evil.example")]
    [InlineData("?//evil.example")]
    [InlineData("#//evil.example")]
    [InlineData("/\u0000/evil.example")]
    [InlineData("/\u2028/evil.example")]
    [InlineData("//[::ffff:127.0.0.1]:1/")]
    [InlineData("/%0d%0aLocation:%20https://evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData("/\r\nSet-Cookie: __Host-session=evil")]
    public async Task No_return_URL_leads_to_another_host(string wanted)
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { RelayState = wanted } }.With("AllowIdpInitiated", true));
        var attempt = await SignInAttempt.StartAsync(_app, tenant, query: "?returnUrl=" + Uri.EscapeDataString(wanted));
        await attempt.AnswerAsync(attempt.Xml());
        await attempt.Browser.WaitForAccountAsync(await attempt.Browser.OpenAsync(_app.Url("/setting-up")));

        // As returnUrl, as RelayState of a response that answers nothing, and at the waiting page.
        var second = await SignInAttempt.StartAsync(_app, tenant, query: "?returnUrl=" + Uri.EscapeDataString(wanted));
        StaysHere(await second.AnswerAsync(second.Xml()));
        var unsolicited = _app.Idp.CreateResponse(tenant.Application, People.BSimon);
        StaysHere(await _app.NewBrowser().PostOnlyAsync(tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", unsolicited), ("RelayState", wanted)));
        StaysHere(await second.Browser.OpenOnlyAsync(_app.Url("/setting-up?returnUrl=" + Uri.EscapeDataString(wanted))));
    }

    [Fact]
    public async Task A_RelayState_sent_along_with_the_answer_to_a_request_is_ignored()
    {
        var tenant = await _app.AddTenantAsync();
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        var attempt = await SignInAttempt.StartAsync(_app, tenant, query: "?returnUrl=/session");

        var page = await attempt.Browser.PostOnlyAsync(
            tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", SignInAttempt.Encode(attempt.Xml())), ("RelayState", "/health"));

        Assert.Equal("/session", page.Visit.RawLocation);
    }

    private void StaysHere(Page page)
    {
        if (page.ErrorCode == "FormMalformed")
        {
            // No form of a browser's can hold a NUL.
            Assert.Equal(400, page.Status);
            return;
        }

        Assert.Equal(303, page.Status);
        Assert.Equal(_app.BaseUrl.Authority, page.Visit.Location!.Authority);
        Assert.Equal(_app.BaseUrl.Scheme, page.Visit.Location.Scheme);
        Assert.DoesNotContain("evil", page.Visit.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(page.Visit.SetCookies, cookie => cookie.Contains("evil", StringComparison.Ordinal));
    }
}
