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

    private static Task<Tenant> TenantAsync() =>
        new World(("ReturnUrlAllowList", "https://app.contoso.com/start"), ("LandingUrl", "/landing")).TenantAsync();
}
