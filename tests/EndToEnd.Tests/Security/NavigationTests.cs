using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>A sign-in starts where a person opens the address, and nowhere else.</summary>
public sealed class NavigationTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("/saml/{0}/sso", "no-cors", "image", "")]
    [InlineData("/saml/{0}/sso", "no-cors", "script", "")]
    [InlineData("/saml/{0}/sso", "cors", "empty", "")]
    [InlineData("/saml/{0}/sso", "navigate", "iframe", "")]
    [InlineData("/saml/{0}/sso?passive=true", "navigate", "iframe", "")]
    [InlineData("/saml/{0}/sso", "navigate", "document", "prefetch;prerender")]
    [InlineData("/saml2-sp/{0}/{0}/?sso", "no-cors", "image", "")]
    [InlineData("/saml2-sp/{0}/{0}/?sso", "navigate", "document", "prefetch")]
    [InlineData("/live/{0}", "navigate", "iframe", "")]
    public async Task What_another_page_loads_starts_no_sign_in(string path, string mode, string destination, string purpose)
    {
        var browser = _app.NewBrowser();
        browser.ExtraHeaders["Sec-Fetch-Mode"] = mode;
        browser.ExtraHeaders["Sec-Fetch-Dest"] = destination;
        browser.ExtraHeaders["Sec-Purpose"] = purpose;

        var page = await browser.NavigateAsync(
            new Navigation(HttpMethod.Get, new Uri(_app.Url(string.Format(null, path, (await _app.AddTenantAsync()).Id))), new Uri("https://evil.example/"), null), maxRedirects: 0);

        page.IsRefused(403, "NotANavigation");
        Assert.Null(page.Visit.Location);
        Assert.Empty(page.Visit.SetCookies);
    }

    [Fact]
    public async Task A_browser_that_does_not_say_what_it_loads_is_let_through()
    {
        var browser = _app.NewBrowser();
        foreach (var header in new[] { "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest" })
            browser.ExtraHeaders[header] = "";

        Assert.Equal("Pick an account", (await browser.OpenAsync((await _app.AddTenantAsync()).SignOnUrl)).Heading);
    }
}
