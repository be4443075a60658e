using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Net.Http.Headers;
using SignOn;

namespace Functions.Tests.Http;

public sealed class LogoutCookieTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly SharedKeys _keys = new();
    private readonly PendingLogout _pending = new("contoso", "_1", Now.AddMinutes(10));

    [Fact]
    public void What_one_instance_writes_another_one_reads() => Assert.Equal(_pending, Read(Written().Value.ToString()));

    [Fact]
    public void The_cookie_comes_with_cross_site_posts_and_is_for_this_host_and_its_lifetime_alone()
    {
        var cookie = Written();

        Assert.Equal("__Host-logout", cookie.Name.ToString());
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: Microsoft.Net.Http.Headers.SameSiteMode.None });
        Assert.Equal(("/", TimeSpan.FromMinutes(10), false), (cookie.Path.ToString(), cookie.MaxAge, cookie.Domain.HasValue));
        Assert.DoesNotContain("contoso", cookie.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_with_its_time()
    {
        var value = Written().Value.ToString();

        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(Read(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Rubbish_is_ignored(string value) => Assert.Null(Read(value));

    [Fact]
    public void The_cookies_of_a_sign_in_and_of_a_sign_out_are_never_taken_for_each_other()
    {
        var protector = new PendingRequestProtector(_keys, _clock);

        Assert.Null(Read(protector.Protect(new PendingRequest("contoso", "_1", null, Now.AddMinutes(10)))));
        Assert.Null(protector.Unprotect(Written().Value.ToString()));
    }

    [Fact]
    public void While_the_keys_are_out_no_cookie_is_written_and_none_can_be_read()
    {
        var value = Written().Value.ToString();
        var cut = new LogoutCookie(new UnreachableProtector(), _clock, NullLogger<LogoutCookie>.Instance);
        var http = HttpFixture.Context();

        cut.Write(http.Response, _pending);

        Assert.Equal(0, http.Response.Headers.SetCookie.Count);
        Assert.Throws<StorageUnavailableException>(() => cut.Read(With(value)));
    }

    private LogoutCookie Cookie() => new(_keys, _clock, NullLogger<LogoutCookie>.Instance);

    private SetCookieHeaderValue Written()
    {
        var http = HttpFixture.Context();
        Cookie().Write(http.Response, _pending);
        return SetCookieHeaderValue.Parse(Assert.Single(http.Response.Headers.SetCookie)!);
    }

    private PendingLogout? Read(string value) => Cookie().Read(With(value));

    private static HttpRequest With(string value)
    {
        var http = HttpFixture.Context();
        http.Request.Headers.Cookie = $"{LogoutCookie.Name}={value}";
        return http.Request;
    }
}
