using Functions.Http;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Tests.Http;

public sealed class RequestCookiesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeProtector _protector = new();
    private readonly RequestCookies _cookies;

    public RequestCookiesTests() => _cookies = new RequestCookies(_protector);

    [Fact]
    public async Task A_request_cookie_survives_the_cross_site_POST_and_nothing_else_can_read_or_set_it()
    {
        var http = new DefaultHttpContext();
        var pending = Pending(1);

        await _cookies.AddAsync(http, pending);

        var cookie = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.StartsWith($"__Host-signin-{pending.ShortId}=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=none", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.Contains("; max-age=600", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var http = WithCookies(Pending(1), Pending(2));

        Assert.Equal(["_1", "_2"], (await _cookies.ReadAsync(http.Request, null)).Select(p => p.RequestId));
    }

    [Fact]
    public async Task Stale_foreign_and_broken_cookies_are_left_out()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = "__Host-signin-x=garbage; other=1; __Host-signin-y=; __Host-session=z";

        Assert.Empty(await _cookies.ReadAsync(http.Request, null));
    }

    [Fact]
    public async Task Of_twenty_cookies_the_one_that_RelayState_names_is_looked_at()
    {
        var http = WithCookies([.. Enumerable.Range(1, 20).Select(Pending)]);

        Assert.DoesNotContain("_20", (await _cookies.ReadAsync(http.Request, null)).Select(p => p.RequestId));
        Assert.Contains("_20", (await _cookies.ReadAsync(http.Request, Pending(20).ShortId)).Select(p => p.RequestId));
        Assert.Equal(10, (await _cookies.ReadAsync(http.Request, Pending(20).ShortId)).Count);
    }

    [Fact]
    public async Task The_sixth_sign_in_drops_the_oldest()
    {
        var http = WithCookies(Pending(3), Pending(1), Pending(5), Pending(2), Pending(4));

        await _cookies.AddAsync(http, Pending(6));

        Assert.Equal([Pending(1).ShortId], Deleted(http));
    }

    [Fact]
    public async Task Long_return_URLs_drop_the_oldest_before_the_header_is_too_long_for_servers()
    {
        // As long as a cookie of the longest return URL is.
        var http = WithCookies([.. new[] { 3, 1, 2 }.Select(i => Pending(i) with { TenantId = new string('t', 3_200) })]);

        await _cookies.AddAsync(http, Pending(4));

        Assert.Equal([Pending(1).ShortId], Deleted(http));
    }

    [Fact]
    public async Task Unreadable_cookies_are_dropped_before_good_ones()
    {
        var http = WithCookies(Pending(1), Pending(2), Pending(3), Pending(4));
        http.Request.Headers.Cookie += "; __Host-signin-bad=garbage";

        await _cookies.AddAsync(http, Pending(5));

        Assert.Equal(["bad"], Deleted(http));
    }

    [Fact]
    public async Task A_flood_of_cookies_costs_no_flood_of_decryption()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = string.Join("; ", Enumerable.Range(0, 200).Select(i => $"__Host-signin-{i}=garbage"));

        await _cookies.ReadAsync(http.Request, null);

        Assert.InRange(_protector.Unprotected, 1, 2 * RequestCookies.MaxInFlight);
    }

    [Fact]
    public void An_answered_request_is_forgotten_with_the_attributes_that_browsers_demand()
    {
        var http = new DefaultHttpContext();

        RequestCookies.Remove(http.Response, Pending(1));

        var cookie = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.StartsWith($"__Host-signin-{Pending(1).ShortId}=;", cookie, StringComparison.Ordinal);
        Assert.Contains("expires=Thu, 01 Jan 1970", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("max-age=600", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
    }

    private static PendingRequest Pending(int number) => new("contoso", $"_{number}", null, Now.AddSeconds(number));

    private static IEnumerable<string> Deleted(HttpContext http) => http.Response.Headers.SetCookie
        .Where(c => c!.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal))
        .Select(c => c!.Split('=')[0][RequestCookies.Prefix.Length..]);

    private static DefaultHttpContext WithCookies(params PendingRequest[] pending)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = string.Join("; ", pending.Select(p => $"{RequestCookies.Prefix}{p.ShortId}={FakeProtector.Protect(p)}"));
        return http;
    }
}
