namespace SignOn.Tests.SignIns;

public sealed class ReturnUrlsTests
{
    [Theory]
    [InlineData("/reports", "/reports")]
    [InlineData("/reports?a=b%20c#part", "/reports?a=b%20c#part")]
    [InlineData("/überblick", "/%C3%BCberblick")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("https://app.contoso.com/start", "https://app.contoso.com/start")]
    [InlineData("https://APP.contoso.com/start/x?y=z", "https://app.contoso.com/start/x?y=z")]
    public async Task These_are_taken(string wanted, string target) => Assert.Equal(target, ReturnUrls.Resolve(await TenantAsync(), wanted));

    [Theory]
    [InlineData("")]
    [InlineData("reports")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("/x/..//evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData(" /reports")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example/start")]
    [InlineData("http://app.contoso.com/start")]
    [InlineData("https://app.contoso.com:8443/start")]
    [InlineData("https://app.contoso.com.evil.example/start")]
    [InlineData("https://app.contoso.com@evil.example/start")]
    [InlineData("https://user@app.contoso.com/start")]
    [InlineData("https://app.contoso.com/started")]
    [InlineData("https://app.contoso.com/start/../admin")]
    [InlineData("https://app.contoso.com/start/%2e%2e/admin")]
    [InlineData("https://app.contoso.com/start/..%2fadmin")]
    [InlineData("https://app.contoso.com\\@evil.example/start")]
    [InlineData("https:/app.contoso.com/start")]
    public async Task These_are_not(string wanted) => Assert.Equal("/landing", ReturnUrls.Resolve(await TenantAsync(), wanted));

    [Fact]
    public async Task Longer_than_two_kilobytes_is_not_taken()
    {
        Assert.Equal("/landing", ReturnUrls.Resolve(await TenantAsync(), "/" + new string('a', ReturnUrls.MaxLength)));
        Assert.NotEqual("/landing", ReturnUrls.Resolve(await TenantAsync(), "/" + new string('a', ReturnUrls.MaxLength - 1)));
    }

    [Fact]
    public async Task What_would_not_fit_into_the_waiting_pages_address_is_not_taken()
    {
        // Two kilobytes, but each sign becomes three.
        var wanted = "/x?" + new string('&', 1500);

        Assert.Equal("/landing", ReturnUrls.Resolve(await TenantAsync(), wanted));
        Assert.Equal(wanted[..1000], ReturnUrls.Resolve(await TenantAsync(), wanted[..1000]));
    }

    [Theory]
    [InlineData("/saml/contoso/sso")]
    [InlineData("/saml/contoso/sso?returnUrl=/saml/contoso/sso")]
    [InlineData("/saml/other/sso")]
    [InlineData("/saml/contoso/acs")]
    [InlineData("/saml/contoso/slo")]
    [InlineData("/SAML/contoso/SSO/")]
    [InlineData("/saml/contoso/%73so")]
    [InlineData("/reports/../saml/contoso/sso")]
    [InlineData("/saml2-sp/contoso/contoso/?sso")]
    [InlineData("/saml2-sp/contoso/contoso/?acs")]
    [InlineData("/live/contoso")]
    [InlineData("/setting-up")]
    [InlineData("/setting-up?returnUrl=%2Freports")]
    [InlineData("/session/end")]
    [InlineData("/session/ended")]
    [InlineData("https://sso.example.com/saml/contoso/sso")]
    [InlineData("https://SSO.example.com/live/contoso#x")]
    public async Task Nobody_is_sent_back_into_a_sign_in(string wanted) => Assert.Equal("/landing", ReturnUrls.Resolve(await TenantAsync(), wanted));

    [Theory]
    [InlineData("/session")]
    [InlineData("/saml/contoso/metadata")]
    [InlineData("/saml2-sp/contoso/contoso/metadata/")]
    [InlineData("/live")]
    [InlineData("/manage/sign-in?returnUrl=%2Fmanage%2Faudit")]
    [InlineData("https://sso.example.com/session")]
    [InlineData("https://app.contoso.com/start/saml/contoso/sso")]
    public async Task Other_pages_of_ours_and_the_same_path_elsewhere_are_taken(string wanted) =>
        Assert.Equal(wanted, ReturnUrls.Resolve(await TenantAsync(), wanted));

    private static Task<Tenant> TenantAsync() =>
        new World(("ReturnUrlAllowList", "https://app.contoso.com/start;https://sso.example.com"), ("LandingUrl", "/landing")).TenantAsync();
}
