using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>Sessions and the cookies that carry them.</summary>
public sealed class CookieTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task A_session_that_somebody_planted_is_replaced_at_sign_in()
    {
        var tenant = await _app.AddTenantAsync();
        var attacker = _app.NewBrowser();
        await attacker.SignInAsync(tenant, People.Ana);
        var planted = attacker.Cookies.All.Single(c => c.Name == "__Host-session");
        var victim = _app.NewBrowser();
        victim.Cookies.Plant(planted);

        var attempt = await SignInAttempt.StartAsync(_app, tenant, victim);
        await attempt.AnswerAsync(attempt.Xml());

        Assert.NotEqual(planted.Value, victim.Cookies["__Host-session"]);
        Assert.Contains("B.Simon", (await victim.SessionAsync(_app)).Visit.Text, StringComparison.Ordinal);
        Assert.Contains("Ana Ruiz", (await attacker.SessionAsync(_app)).Visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_we_did_not_make_is_never_taken_over()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var real = browser.Cookies.All.Single(c => c.Name == "__Host-session");
        var (tenantPart, random) = (real.Value.Split('.')[0], real.Value.Split('.')[1]);
        var other = await _app.AddTenantAsync();
        var otherPart = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(other.Id)).TrimEnd('=');

        string[] forged =
        [
            "", ".", "x", tenantPart, tenantPart + ".", "." + random, random, $"{tenantPart}.{random}x", $"{tenantPart}.{random[..^1]}",
            $"{tenantPart}.{random}.{random}", $"{tenantPart}.{new string('A', 43)}", $"{otherPart}.{random}", $"Li4v.{random}", new string('A', 8_000),
        ];

        foreach (var value in forged)
        {
            browser.Cookies.Plant(real with { Value = value });
            Assert.True((await browser.SessionAsync(_app)).Status == 401, value);
        }

        browser.Cookies.Plant(real);
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task The_token_is_in_no_row_and_in_no_line_of_the_log()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var secret = browser.Cookies["__Host-session"]!.Split('.')[1];

        foreach (var table in new[] { "Sessions", "Users", "SignIns" })
        {
            Assert.DoesNotContain(await tenant.RowsAsync(table), row => row.Any(cell => cell.Value is string text && text.Contains(secret, StringComparison.Ordinal)));
        }

        Assert.DoesNotContain(secret, _app.First.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", "cross-site")]
    [InlineData("https://evil.example", null)]
    [InlineData("null", "cross-site")]
    [InlineData("null", null)]
    [InlineData(null, null)]
    [InlineData(null, "none")]
    [InlineData("http://localhost:1", "same-site")]
    [InlineData("http://localhost:1", null)]
    public async Task A_page_of_another_site_cannot_sign_people_out(string? origin, string? site)
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var attacked = browser.Copy();
        attacked.ExtraHeaders["Origin"] = origin ?? "";
        attacked.ExtraHeaders["Sec-Fetch-Site"] = site ?? "";

        // Even if a browser sent the cookie along.
        attacked.ExtraHeaders["Cookie"] = $"__Host-session={browser.Cookies["__Host-session"]}";
        var page = await attacked.PostAsync(_app.Url("/session/end"), new Uri("https://evil.example"));

        page.IsRefused(403, "WrongOrigin");
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task A_browser_sends_no_session_with_the_form_of_another_site_in_the_first_place()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);

        Assert.Null(browser.Cookies.For(new Uri(_app.Url("/session/end")), HttpMethod.Post, isCrossSite: true));
        Assert.NotNull(browser.Cookies.For(new Uri(_app.Url("/session/end")), HttpMethod.Post, isCrossSite: false));
    }

    [Fact]
    public async Task A_browser_that_starts_many_sign_ins_never_carries_more_than_a_few_cookies()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();

        for (var i = 0; i < 12; i++)
        {
            await SignInAttempt.StartAsync(_app, tenant, browser);
        }

        Assert.Equal(5, browser.Cookies.All.Count);
        var header = browser.Cookies.For(new Uri(tenant.AcsUrl), HttpMethod.Post, isCrossSite: true)!;
        Assert.InRange(header.Length, 1, 4096);
    }

    [Fact]
    public async Task Cookies_by_the_hundred_that_are_not_ours_neither_break_nor_slow_a_sign_in()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        for (var i = 0; i < 200; i++)
        {
            browser.Cookies.Plant(new BrowserCookie("localhost", $"__Host-signin-{i:x16}", new string('A', 40), "/", true, "none"));
        }

        var start = await browser.OpenOnlyAsync(tenant.SignOnUrl);

        Assert.Equal(302, start.Status);
    }

    [Fact]
    public async Task A_session_says_nothing_about_another_tenants_user()
    {
        var one = await _app.AddTenantAsync();
        var two = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(one, People.BSimon);
        await browser.SignInAsync(two, People.Ana);

        var page = await browser.SessionAsync(_app);

        Assert.Contains(two.Id, page.Visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(one.Id, page.Visit.Text, StringComparison.Ordinal);
    }
}
