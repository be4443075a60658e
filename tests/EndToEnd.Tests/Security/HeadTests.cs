using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>HEAD answers what GET would (RFC 9110 9.3.2) and does nothing (9.2.1): programs that check links send it unasked.</summary>
public sealed class HeadTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/session", 401)]
    [InlineData("/session/ended", 200)]
    [InlineData("/setting-up", 303)]
    [InlineData("/emergency", 200)]
    [InlineData("/saml/{0}/metadata", 200)]
    [InlineData("/saml/{0}/sso", 302)]
    [InlineData("/saml/{0}/slo", 303)]
    [InlineData("/saml/{0}/acs", 405)]
    [InlineData("/saml2-sp/{0}/{0}/?sso", 302)]
    [InlineData("/saml2-sp/{0}/{0}/?acs", 405)]
    [InlineData("/live/{0}", 302)]
    [InlineData("/live/nobody", 404)]
    [InlineData("/health/live", 200)]
    [InlineData("/manage", 303)]
    [InlineData("/manage/sign-in", 200)]
    [InlineData("/manage/tenants/{0}", 303)]
    [InlineData("/manage/api/tenants/{0}", 401)]
    public async Task HEAD_gets_the_status_and_the_headers_of_GET_without_a_cookie(string path, int status)
    {
        var url = _app.Url(string.Format(null, path, (await _app.AddTenantAsync()).Id));

        var head = await _app.NewBrowser().HeadAsync(url);
        var get = await _app.NewBrowser().OpenOnlyAsync(url);

        Assert.Equal((status, status), (head.Status, get.Status));
        Assert.Equal(get.Visit.Header("Content-Type"), head.Visit.Header("Content-Type"));
        Assert.Equal(get.Visit.Header("Cache-Control"), head.Visit.Header("Cache-Control"));
        Assert.Equal(get.Visit.Header("WWW-Authenticate"), head.Visit.Header("WWW-Authenticate"));
        Assert.Equal(get.Visit.Location?.AbsolutePath, head.Visit.Location?.AbsolutePath);
        Assert.Empty(head.Visit.SetCookies);
    }

    [Fact]
    public async Task HEAD_of_a_sign_on_URL_pushes_no_sign_in_that_is_under_way_out_of_the_browser()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());

        for (var i = 0; i < 10; i++)
            await attempt.Browser.HeadAsync(attempt.Tenant.SignOnUrl);

        Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);
    }

    [Fact]
    public async Task HEAD_takes_no_logout_message()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var url = _app.UrlOf(tenant, await _app.LogoutRequestAsync(tenant));

        Assert.Equal(200, (await browser.HeadAsync(url)).Status);

        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
        Assert.Equal(302, (await browser.BringAsync(_app, url)).Status);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task Who_is_not_signed_in_learns_what_is_asked_for_and_no_browser_asks_for_a_password()
    {
        var session = await _app.NewBrowser().SessionAsync(_app);

        Assert.Equal(401, session.Status);
        Assert.Equal("Cookie realm=\"session\", cookie-name=\"__Host-session\"", session.Visit.Header("WWW-Authenticate"));
    }
}
