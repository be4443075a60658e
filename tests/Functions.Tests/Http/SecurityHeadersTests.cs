using Functions.Http;

namespace Functions.Tests.Http;

public sealed class SecurityHeadersTests
{
    [Fact]
    public void A_response_may_load_nothing_but_our_own_stylesheet_and_pictures_and_may_be_framed_by_nobody()
    {
        var http = HttpFixture.Context();

        SecurityHeaders.Apply(http.Response, https: true);

        var policy = http.Response.Headers.ContentSecurityPolicy.ToString().Split("; ");
        Assert.Equal(
            ["default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
            policy);
        Assert.Equal("nosniff", http.Response.Headers.XContentTypeOptions);
        Assert.Equal("no-store", http.Response.Headers.CacheControl);
        Assert.Equal("same-origin", http.Response.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", http.Response.Headers["Cross-Origin-Opener-Policy"]);
    }

    [Theory]
    [InlineData(true, "max-age=31536000")]
    [InlineData(false, "")]
    public void HSTS_is_sent_over_https_alone(bool https, string expected)
    {
        var http = HttpFixture.Context();

        SecurityHeaders.Apply(http.Response, https);

        Assert.Equal(expected, http.Response.Headers.StrictTransportSecurity.ToString());
    }
}
