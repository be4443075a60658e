using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>Every kind of answer is fetched once; the small browser holds each against the rules for headers and cookies.</summary>
public sealed class PageTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/session", 401)]
    [InlineData("/session/ended", 200)]
    [InlineData("/setting-up", 200)]
    [InlineData("/health", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/assets/nothing.css", 404)]
    [InlineData("/saml/nobody/sso", 404)]
    [InlineData("/saml/nobody/metadata", 404)]
    [InlineData("/saml/nobody/acs", 405)]
    [InlineData("/saml/nobody/slo", 200)]
    [InlineData("/live/nobody", 404)]
    [InlineData("/saml2-sp/a/b/?sso", 404)]
    public async Task Every_page_carries_the_headers(string path, int status)
    {
        var page = await _app.NewBrowser().OpenAsync(_app.Url(path));

        Assert.Equal(status, page.Status);
    }

    [Fact]
    public async Task Pages_load_nothing_but_our_own_stylesheet_and_mark_and_browsers_may_keep_those_for_good()
    {
        var browser = _app.NewBrowser();
        var page = await browser.OpenAsync(_app.Url("/"));
        var assets = page.Document.QuerySelectorAll("link[href], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct().ToList();

        Assert.Equal(2, assets.Count);
        foreach (var asset in assets)
        {
            var answer = await browser.OpenAsync(_app.Url(asset));
            Assert.Equal(200, answer.Status);
            Assert.Contains("immutable", answer.Visit.Header("Cache-Control"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Behind_https_browsers_are_told_to_stay_there_and_addresses_say_https()
    {
        await using var app = await AppUnderTest.StartAsync(new AppSettings { BaseUrl = "https://sso.example.com" });
        var tenant = await app.AddTenantAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var start = await http.GetAsync(new Uri($"http://localhost:{app.PublicPort}/saml/{tenant.Id}/sso"), TestContext.Current.CancellationToken);
        var metadata = await http.GetStringAsync(new Uri($"http://localhost:{app.PublicPort}/saml/{tenant.Id}/metadata"), TestContext.Current.CancellationToken);

        Assert.Equal("max-age=31536000", start.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Equal(302, (int)start.StatusCode);
        Assert.Contains($"entityID=\"https://sso.example.com/saml/{tenant.Id}/metadata\"", metadata, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", metadata, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/")]
    [InlineData("DELETE", "/session")]
    [InlineData("TRACE", "/")]
    [InlineData("PATCH", "/saml/x/acs")]
    [InlineData("OPTIONS", "/saml/x/acs")]
    public async Task Methods_that_nothing_needs_do_nothing(string method, string path)
    {
        var page = await _app.NewBrowser().NavigateAsync(new Navigation(new HttpMethod(method), new Uri(_app.Url(path)), null, null));

        Assert.Contains(page.Status, (int[])[404, 405]);
        Assert.Null(page.Visit.Header("Access-Control-Allow-Origin"));
    }
}
