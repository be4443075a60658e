using Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Functions.Tests.Http;

public sealed class SessionCookieTests
{
    [Fact]
    public void The_session_cookie_is_bound_to_this_host_and_ends_with_the_browser()
    {
        var http = new DefaultHttpContext();

        SessionCookie.Write(http.Response, "Y29udG9zbw.token-_");

        Assert.Equal("__Host-session=Y29udG9zbw.token-_; path=/; secure; samesite=lax; httponly", Assert.Single(http.Response.Headers.SetCookie));
    }

    [Fact]
    public void Signing_out_takes_the_cookie_away()
    {
        var http = new DefaultHttpContext();

        SessionCookie.Delete(http.Response);

        var cookie = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.StartsWith("__Host-session=; expires=Thu, 01 Jan 1970", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("__Host-session=", null)]
    [InlineData("session=a", null)]
    [InlineData("__Host-session=a.b", "a.b")]
    public void Only_the_full_name_counts(string header, string? token)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = header;

        Assert.Equal(token, SessionCookie.Read(http.Request));
    }
}
