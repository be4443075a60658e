using System.Text.Json;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using LocalIdp;
using TestSupport;

namespace EndToEnd.Tests.Stories;

/// <summary>Signing in, staying signed in and signing out, as people meet it.</summary>
public sealed class SignInTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task The_front_page_finds_the_customer_by_the_address_and_passes_the_address_on_as_a_hint()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        var browser = _app.NewBrowser();
        var front = await browser.OpenAsync(_app.Url("/"));
        Assert.Equal("Sign in", front.Heading);

        var onward = await Eventually.GetAsync("the new tenant's domain is known", TimeSpan.FromSeconds(40), async () =>
        {
            var page = await front.Type("email", $"  B.Simon@{tenant.EmailDomain.ToUpperInvariant()} ").PressAsync("Continue");
            return page.RefreshUrl is null ? null : page;
        });

        // A page that goes on by itself, with a link for browsers that do not.
        Assert.Equal("Pick an account", (await onward.FollowAsync("Continue")).Heading);
        var accounts = await onward.RefreshAsync();
        Assert.Equal("Pick an account", accounts.Heading);
        Assert.Contains($"login_hint=B.Simon%40{tenant.EmailDomain.ToUpperInvariant()}", accounts.Url.Query, StringComparison.Ordinal);
        Assert.Contains($"There is no account B.Simon@{tenant.EmailDomain.ToUpperInvariant()} here.", accounts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_belongs_to_no_customer_gets_the_form_again_with_what_was_typed()
    {
        var page = await (await _app.NewBrowser().OpenAsync(_app.Url("/"))).Type("email", "me@nobody.example").PressAsync("Continue");

        Assert.Equal(200, page.Status);
        Assert.Equal("me@nobody.example", page.Field("email"));
        Assert.NotNull(page.Document.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task A_deep_link_survives_the_sign_in_also_when_the_account_is_made_on_the_way()
    {
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant, query: "?returnUrl=" + Uri.EscapeDataString("/saml/x/metadata?a=1&b=ü#part"));

        var page = await attempt.AnswerAsync(attempt.Xml());

        Assert.Equal(303, page.Status);
        Assert.Equal("/setting-up", page.Visit.Location!.AbsolutePath);
        var end = await Eventually.GetAsync("the account is set up", TimeSpan.FromSeconds(30), async () =>
        {
            var next = await attempt.Browser.OpenOnlyAsync(page.Visit.Location.AbsoluteUri);
            return next.Visit.RawLocation;
        });
        Assert.Equal("/saml/x/metadata?a=1&b=%C3%BC#part", end);
    }

    [Fact]
    public async Task IdP_initiated_sign_in_goes_where_RelayState_says_within_our_own_pages()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { RelayState = "/session" } }.With("AllowIdpInitiated", true));
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        var browser = _app.NewBrowser();

        var page = await browser.AnswerAsync(await browser.OpenAsync(tenant.TileUrl), People.BSimon);

        Assert.Equal(_app.Url("/session"), page.Url.AbsoluteUri);
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public async Task IdP_initiated_sign_in_is_refused_where_the_customer_does_not_allow_it_and_the_page_leads_to_the_right_start()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        var answer = await (await browser.OpenAsync(tenant.TileUrl)).PressAsync(People.BSimon.UserPrincipalName);

        var refused = await answer.PressAsync("Continue");

        refused.IsRefused(403, "UnsolicitedResponse");
        Assert.Equal("Pick an account", (await refused.FollowAsync("Try again")).Heading);
    }

    [Fact]
    public async Task A_return_URL_on_the_customers_allow_list_is_followed_and_its_neighbours_are_not()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("ReturnUrlAllowList", "https://app.contoso.example/start"));
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);

        Assert.Equal("https://app.contoso.example/start/here?x=1", await TargetAsync(tenant, "https://app.contoso.example/start/here?x=1"));
        Assert.Equal("/", await TargetAsync(tenant, "https://app.contoso.example/starting"));
        Assert.Equal("/", await TargetAsync(tenant, "https://app.contoso.example/start/../other"));
        Assert.Equal("/", await TargetAsync(tenant, "http://app.contoso.example/start"));
        Assert.Equal("/", await TargetAsync(tenant, "https://app.contoso.example.evil.example/start"));
    }

    [Fact]
    public async Task The_session_document_says_who_is_signed_in_and_401_when_nobody_is()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        var browser = _app.NewBrowser();
        var before = await browser.SessionAsync(_app);
        Assert.Equal(401, before.Status);
        Assert.Equal("application/problem+json", before.Visit.Header("Content-Type"));
        await browser.SignInAsync(tenant, People.BSimon);

        var page = await browser.SessionAsync(_app);

        Assert.Equal(200, page.Status);
        using var session = JsonDocument.Parse(page.Visit.Text);
        var user = Assert.Single(await tenant.UsersAsync());
        Assert.Equal(tenant.Id, session.RootElement.GetProperty("tenant").GetString());
        Assert.Equal("pymetrics", session.RootElement.GetProperty("organization").GetString());
        Assert.Equal(user.GetString("UserId"), session.RootElement.GetProperty("userId").GetString());
        Assert.Equal("active", session.RootElement.GetProperty("state").GetString());
        Assert.Equal("B.Simon", session.RootElement.GetProperty("displayName").GetString());
        Assert.Equal(["User"], session.RootElement.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_server_too()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        var home = await browser.SignInAsync(tenant, People.BSimon);
        var thief = browser.Copy();

        var onward = await home.PressAsync("Sign out");

        Assert.Equal($"Signing you out at {tenant.DisplayName}", onward.Heading);
        Assert.Null(browser.Cookies["__Host-session"]);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
        Assert.Equal(401, (await thief.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task The_sign_out_address_asks_before_it_signs_out()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);

        var question = await browser.OpenAsync(_app.Url($"/saml/{tenant.Id}/slo"));

        Assert.Equal("Sign out?", question.Heading);
        Assert.Equal(200, (await browser.SessionAsync(_app)).Status);
        Assert.Equal($"Signing you out at {tenant.DisplayName}", (await question.PressAsync("Sign out")).Heading);
        Assert.Equal(401, (await browser.SessionAsync(_app)).Status);
    }

    [Fact]
    public async Task The_IdP_bounds_the_session_and_it_ends_at_that_moment()
    {
        var tenant = await _app.AddTenantAsync();
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 4);

        await attempt.AnswerAsync(attempt.Xml(response => response with { SessionNotOnOrAfter = end }));

        var page = await attempt.Browser.SessionAsync(_app);
        Assert.Equal(end, ExpiresAt(page));
        await Eventually.IsTrueAsync("the session ends", TimeSpan.FromSeconds(10), async () => (await attempt.Browser.SessionAsync(_app)).Status == 401);
        Assert.True(DateTimeOffset.UtcNow >= end);
    }

    [Fact]
    public async Task The_customers_own_maximum_bounds_the_session_when_the_IdP_allows_more()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { SessionLifetime = TimeSpan.FromDays(90) } }.With("SessionMaximumMinutes", 15));
        var browser = _app.NewBrowser();

        await browser.SignInAsync(tenant, People.BSimon);

        var left = ExpiresAt(await browser.SessionAsync(_app)) - DateTimeOffset.UtcNow;
        Assert.InRange(left, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Several_sign_ins_of_one_browser_can_be_under_way_and_all_of_them_end_well()
    {
        var tenant = await _app.AddTenantAsync();
        var other = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        await _app.NewBrowser().SignInAsync(other, People.BSimon);
        var first = await SignInAttempt.StartAsync(_app, tenant, browser);
        var second = await SignInAttempt.StartAsync(_app, other, browser);
        var third = await SignInAttempt.StartAsync(_app, tenant, browser);

        Assert.Equal(303, (await third.AnswerAsync(third.Xml())).Status);
        Assert.Equal(303, (await first.AnswerAsync(first.Xml())).Status);
        Assert.Equal(303, (await second.AnswerAsync(second.Xml())).Status);
        Assert.DoesNotContain(browser.Cookies.All, c => c.Name.StartsWith("__Host-signin-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_carries_an_ID_that_starts_with_no_digit_and_no_more_than_the_customer_wants()
    {
        var tenant = await _app.AddTenantAsync();

        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        Assert.Matches("^_[0-9a-f]{40}$", attempt.RequestId);
        Assert.Equal("2.0", attempt.Request.Attribute("Version")!.Value);
        Assert.Equal(_app.Idp.Urls.Login, attempt.Request.Attribute("Destination")!.Value);
        Assert.Empty(attempt.Request.Elements(System.Xml.Linq.XName.Get("NameIDPolicy", SamlUris.Protocol)));
        Assert.Empty(attempt.Request.Elements(System.Xml.Linq.XName.Get("Subject", SamlUris.Assertion)));
        Assert.True(attempt.RelayState is { Length: <= 80 });
    }

    [Fact]
    public async Task An_IdP_that_says_no_is_quoted_to_the_person_whom_it_answers_and_to_nobody_else()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec { Application = a => a with { Signs = SignedParts.Response } });
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        const string Words = "AADSTS50105: The signed in user 'b.simon@contoso.com' is not assigned to <a href=https://evil.example>a role</a>.";
        var stranger = await SignInAttempt.StartAsync(_app, tenant);

        var page = await attempt.AnswerAsync(attempt.Xml(r => r.WithFailure(Words, SamlUris.Responder, SamlUris.AuthnFailed)));

        page.IsRefused(403, "StatusNotSuccess");
        var quotation = page.Document.QuerySelector("#idp-message")!;
        Assert.Equal((Words, 0), (quotation.TextContent, quotation.ChildElementCount));
        var line = Assert.Single(await tenant.SignInsAsync());
        Assert.DoesNotContain(line, cell => cell.Value is string text && text.Contains("b.simon", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(line, cell => cell.Value is string text && text.Contains("AADSTS50105", StringComparison.Ordinal));

        // The same answer, planted in another browser: it did not ask, so our page does not speak with a stranger's words.
        var planted = await stranger.Browser.PostOnlyAsync(
            tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", SignInAttempt.Encode(attempt.Xml(r => r.WithFailure(Words, SamlUris.Responder, SamlUris.NoPassive)))), ("RelayState", stranger.RelayState ?? ""));
        planted.IsRefused(403, "StatusNotSuccess");
        Assert.DoesNotContain("AADSTS", planted.Visit.Text, StringComparison.Ordinal);
    }

    private static DateTimeOffset ExpiresAt(Page session)
    {
        using var document = JsonDocument.Parse(session.Visit.Text);
        return document.RootElement.GetProperty("expiresAt").GetDateTimeOffset();
    }

    private async Task<string?> TargetAsync(TestTenant tenant, string returnUrl)
    {
        var attempt = await SignInAttempt.StartAsync(_app, tenant, query: "?returnUrl=" + Uri.EscapeDataString(returnUrl));
        return (await attempt.AnswerAsync(attempt.Xml())).Visit.RawLocation;
    }
}
