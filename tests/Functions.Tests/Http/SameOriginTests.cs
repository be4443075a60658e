using Functions.Http;

namespace Functions.Tests.Http;

public sealed class SameOriginTests
{
    private static readonly Uri BaseUrl = new("https://sso.example.com");

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("same-site", "https://sso.example.com", false)]
    [InlineData("cross-site", "https://sso.example.com", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "https://sso.example.com", true)]
    [InlineData(null, "https://sso.example.com:8443", false)]
    [InlineData(null, "http://sso.example.com", false)]
    [InlineData(null, "https://sso.example.com.evil.example", false)]
    [InlineData(null, "https://other.example.com", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void Only_our_own_pages_are_believed(string? site, string? origin, bool expected)
    {
        var http = HttpFixture.Context();
        http.Request.Host = new("sso.example.com");
        if (site is not null)
            http.Request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            http.Request.Headers.Origin = origin;

        Assert.Equal(expected, SameOrigin.Holds(http.Request, BaseUrl));
    }

    [Fact]
    public void The_Host_header_has_no_say()
    {
        var http = HttpFixture.Context();
        http.Request.Host = new("evil.example");
        http.Request.Headers.Origin = "https://evil.example";

        Assert.False(SameOrigin.Holds(http.Request, BaseUrl));
    }
}
