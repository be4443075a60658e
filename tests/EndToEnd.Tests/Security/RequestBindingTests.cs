using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Security;

/// <summary>A response counts once, and only in the browser that asked for it.</summary>
public sealed class RequestBindingTests(SharedApp shared)
{
    private readonly AppUnderTest _app = shared.App;

    [Fact]
    public async Task A_browser_without_the_requests_cookie_is_refused()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());

        var page = await attempt.AnswerAsync(_app.NewBrowser(), attempt.Xml());

        page.IsRefused(403, "InResponseToMismatch");
        await NothingWasStoredAsync(attempt.Tenant);
    }

    [Fact]
    public async Task A_browser_with_the_cookie_of_another_request_is_refused()
    {
        var tenant = await _app.AddTenantAsync();
        var victim = await SignInAttempt.StartAsync(_app, tenant);
        var attacker = await SignInAttempt.StartAsync(_app, tenant);

        var page = await attacker.AnswerAsync(victim.Browser, attacker.Xml());

        page.IsRefused(403, "InResponseToMismatch");
        await NothingWasStoredAsync(tenant);
    }

    [Fact]
    public async Task A_cookie_that_another_tenant_issued_answers_nothing_here()
    {
        var mine = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var theirs = await _app.AddTenantAsync();
        var xml = _app.Idp.CreateResponseXml(theirs.Application, People.BSimon, mine.RequestId);

        var page = await mine.Browser.PostOnlyAsync(theirs.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", SignInAttempt.Encode(xml)));

        page.IsRefused(403, "InResponseToMismatch");
        await NothingWasStoredAsync(theirs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00%0a")]
    public async Task A_forged_request_cookie_is_no_request(string value)
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var cookie = Assert.Single(attempt.Browser.Cookies.All);
        attempt.Browser.Cookies.Plant(cookie with { Value = value });

        (await attempt.AnswerAsync(attempt.Xml())).IsRefused(403, "InResponseToMismatch");
    }

    [Fact]
    public async Task A_request_that_was_answered_cannot_be_answered_again_by_another_assertion()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var thief = attempt.Browser.Copy();
        Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);

        var page = await attempt.AnswerAsync(thief, attempt.Xml(user: People.Ana));

        page.IsRefused(403, "RequestAlreadyConsumed");
        Assert.Single(await attempt.Tenant.UsersAsync());
    }

    [Fact]
    public async Task A_response_that_was_accepted_is_refused_the_second_time()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        var thief = attempt.Browser.Copy();
        var xml = attempt.Xml();
        Assert.Equal(303, (await attempt.AnswerAsync(xml)).Status);

        (await attempt.AnswerAsync(thief, xml)).IsRefused(403, "ResponseReplayed");
    }

    [Fact]
    public async Task An_unsolicited_response_that_was_accepted_is_refused_the_second_time()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true));
        var response = _app.Idp.CreateResponse(tenant.Application, People.BSimon);
        var idp = new Uri(_app.Idp.Urls.BaseUrl);
        Assert.Equal(303, (await _app.NewBrowser().PostOnlyAsync(tenant.AcsUrl, idp, ("SAMLResponse", response))).Status);

        (await _app.NewBrowser().PostOnlyAsync(tenant.AcsUrl, idp, ("SAMLResponse", response))).IsRefused(403, "ResponseReplayed");
    }

    [Fact]
    public async Task The_same_assertion_in_another_envelope_is_a_replay_all_the_same()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true));
        var xml = _app.Idp.CreateResponseXml(tenant.Application, People.BSimon);
        var idp = new Uri(_app.Idp.Urls.BaseUrl);
        Assert.Equal(303, (await _app.NewBrowser().PostOnlyAsync(tenant.AcsUrl, idp, ("SAMLResponse", SignInAttempt.Encode(xml)))).Status);

        // Only the assertion is signed, so a thief can give the response around it a new ID.
        var other = Xml.Change(xml, response => response.SetAttribute("ID", "_" + Guid.NewGuid().ToString("N")));
        var page = await _app.NewBrowser().PostOnlyAsync(tenant.AcsUrl, idp, ("SAMLResponse", SignInAttempt.Encode(other)));

        page.IsRefused(403, "ResponseReplayed");
    }

    [Fact]
    public async Task Of_twenty_copies_of_one_response_at_once_over_two_instances_exactly_one_wins()
    {
        await using var app = await AppUnderTest.StartAsync();
        var second = await app.StartAnotherAsync();
        var attempt = await SignInAttempt.StartAsync(app, await app.AddTenantAsync());
        var xml = attempt.Xml();
        var browsers = Enumerable.Range(0, 20).Select(i => attempt.Browser.Copy(i % 2 == 0 ? app.First.Port : second.Port)).ToList();

        var pages = await Task.WhenAll(browsers.Select(browser => attempt.AnswerAsync(browser, xml)));

        Assert.Single(pages, page => page.Status == 303);
        Assert.All(pages.Where(page => page.Status != 303), page => page.IsRefused(403, "ResponseReplayed"));
        Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Single(await attempt.Tenant.RowsAsync("Sessions"), row => row.RowKey.StartsWith("t-", StringComparison.Ordinal));
        Assert.Equal(19, (await attempt.Tenant.SignInsAsync()).Count(row => row.GetString("Code") == "ResponseReplayed"));
    }

    [Fact]
    public async Task A_response_to_a_request_is_not_taken_for_an_unsolicited_one_where_those_are_allowed()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true)));

        var page = await attempt.AnswerAsync(_app.NewBrowser(), attempt.Xml());

        page.IsRefused(403, "InResponseToMismatch");
    }

    [Fact]
    public async Task Taking_InResponseTo_off_the_envelope_does_not_make_a_response_unsolicited()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true)));
        var stripped = Xml.Change(attempt.Xml(), response => response.RemoveAttribute("InResponseTo"));

        (await attempt.AnswerAsync(_app.NewBrowser(), stripped)).IsRefused(403, "InResponseToMismatch");
    }

    private static async Task NothingWasStoredAsync(TestTenant tenant)
    {
        Assert.Empty(await tenant.RowsAsync("Users"));
        Assert.Empty(await tenant.RowsAsync("Sessions"));
    }
}
