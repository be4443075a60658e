using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Net.Http.Headers;
using SignOn;

namespace Functions.Tests.Http;

public sealed class LogoutCookieTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly SharedKeys _keys = new();
    private readonly PendingLogout _pending = new("contoso", "_1", Now.AddMinutes(10));

    [Fact]
    public async Task What_one_instance_writes_another_one_reads() => Assert.Equal(_pending, await ReadAsync((await WrittenAsync()).Value.ToString()));

    [Fact]
    public async Task The_cookie_comes_with_cross_site_posts_and_is_for_this_host_and_its_lifetime_alone()
    {
        var cookie = await WrittenAsync();

        Assert.Equal("__Host-logout", cookie.Name.ToString());
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: Microsoft.Net.Http.Headers.SameSiteMode.None });
        Assert.Equal(("/", TimeSpan.FromMinutes(10), false), (cookie.Path.ToString(), cookie.MaxAge, cookie.Domain.HasValue));
        Assert.DoesNotContain("contoso", cookie.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_with_its_time()
    {
        var value = (await WrittenAsync()).Value.ToString();

        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await ReadAsync(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Rubbish_is_ignored(string value) => Assert.Null(await ReadAsync(value));

    [Fact]
    public async Task The_cookies_of_a_sign_in_and_of_a_sign_out_are_never_taken_for_each_other()
    {
        var protector = new PendingRequestProtector(_keys, _clock);

        Assert.Null(await ReadAsync(await protector.ProtectAsync(new PendingRequest("contoso", "_1", null, Now.AddMinutes(10)), Stop)));
        Assert.Null(await protector.UnprotectAsync((await WrittenAsync()).Value.ToString(), Stop));
    }

    [Fact]
    public async Task While_the_keys_are_out_no_cookie_is_written_and_none_can_be_read()
    {
        var value = (await WrittenAsync()).Value.ToString();
        var cut = new LogoutCookie(new UnreachableProtector(), _clock, NullLogger<LogoutCookie>.Instance);
        var http = HttpFixture.Context();

        await cut.WriteAsync(http.Response, _pending);

        Assert.Equal(0, http.Response.Headers.SetCookie.Count);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.ReadAsync(With(value)).AsTask());
    }

    private LogoutCookie Cookie() => new(_keys, _clock, NullLogger<LogoutCookie>.Instance);

    private async Task<SetCookieHeaderValue> WrittenAsync()
    {
        var http = HttpFixture.Context();
        await Cookie().WriteAsync(http.Response, _pending);
        return SetCookieHeaderValue.Parse(Assert.Single(http.Response.Headers.SetCookie)!);
    }

    private ValueTask<PendingLogout?> ReadAsync(string value) => Cookie().ReadAsync(With(value));

    private static HttpRequest With(string value)
    {
        var http = HttpFixture.Context();
        http.Request.Headers.Cookie = $"{LogoutCookie.Name}={value}";
        return http.Request;
    }
}
