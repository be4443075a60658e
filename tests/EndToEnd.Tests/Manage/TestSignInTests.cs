using System.IO.Compression;
using System.Web;
using System.Xml.Linq;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Manage;

/// <summary>The test sign-in over HTTP: what it shows, to whom, and what attackers make of it.</summary>
public sealed class TestSignInTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private readonly AppUnderTest _app = managed.App;

    [Fact]
    public async Task An_operator_tests_at_the_idp_and_nobody_is_signed_in()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();

        var accounts = await (await StartAsync(browser, tenant)).RefreshAsync();
        var posted = await (await accounts.PressAsync(People.BSimon.UserPrincipalName)).PressAsync("Continue");
        Assert.Equal("Looking at the answer", posted.Heading);
        var result = await posted.PressAsync("Show the result");

        Assert.Equal("The test passed", result.Heading);
        Assert.Contains(People.BSimon.Mail!, result.Text, StringComparison.Ordinal);
        Assert.Equal("A new user, made at the first sign-in", result.Facts["User"]);
        Assert.Null(browser.Cookies["__Host-session"]);
        Assert.Null(browser.Cookies["__Host-test"]);
        Assert.Empty(await tenant.UsersAsync());
        Assert.Empty(await tenant.PendingAsync());
        Assert.Empty(await tenant.RowsAsync("Sessions"));
        Assert.Empty(await tenant.SignInsAsync());
        var audit = (await browser.OpenAsync(_app.Url($"/manage/audit?tenant={tenant.Id}"))).Text;
        Assert.Contains("Began a test sign-in", audit, StringComparison.Ordinal);
        Assert.Contains("Saw the result of a test sign-in", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BSimon.Mail!, audit + _app.First.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_that_fails_shows_its_checks_and_no_attribute()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        var (id, relayState) = Request(await StartAsync(browser, tenant));
        var xml = _app.Idp.CreateResponseXml(tenant.Application, People.BSimon, id, o => o.WithAudiences("https://other.example"));

        var result = await (await PostAsync(browser, tenant, xml, relayState)).PressAsync("Show the result");

        Assert.Equal("The test did not pass", result.Heading);
        Assert.Contains("AudienceMismatch", result.Text, StringComparison.Ordinal);
        Assert.Contains("Copy the identifier (entity ID) again", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BSimon.Mail!, result.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Somebody_elses_answer_is_no_test_even_with_its_relay_state()
    {
        var tenant = await _app.AddTenantAsync();
        var victim = await SignInAttempt.StartAsync(_app, tenant);
        var stolen = victim.Xml();
        var browser = managed.Operator.Copy();
        var (_, relayState) = Request(await StartAsync(browser, tenant));

        var result = await (await PostAsync(browser, tenant, stolen, relayState)).PressAsync("Show the result");

        Assert.Contains("InResponseToMismatch", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BSimon.Mail!, result.Text, StringComparison.OrdinalIgnoreCase);
        // And the person it was for is not kept out by it.
        Assert.Equal(303, (await victim.AnswerAsync(stolen)).Status);
    }

    [Fact]
    public async Task The_answer_to_a_test_signs_nobody_in_in_any_browser_with_any_cookie()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        var (id, relayState) = Request(await StartAsync(browser, tenant));
        var xml = _app.Idp.CreateResponseXml(tenant.Application, People.BSimon, id, null);
        var other = _app.NewBrowser();
        other.Cookies.Plant(new BrowserCookie("localhost", "__Host-signin-" + relayState, browser.Cookies["__Host-test"]!, "/", true, "none"));

        (await PostAsync(other, tenant, xml, relayState)).IsRefused(403, "InResponseToMismatch");

        Assert.Empty(await tenant.UsersAsync());
    }

    [Fact]
    public async Task A_sign_in_in_the_same_browser_stays_a_sign_in_while_a_test_waits()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        await StartAsync(browser, tenant);

        var home = await browser.SignInAsync(tenant, People.BSimon);

        Assert.Equal("Hello, B.Simon", home.Heading);
        Assert.NotNull(browser.Cookies["__Host-session"]);
    }

    [Fact]
    public async Task Another_admins_session_does_not_see_the_result()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        var (id, relayState) = Request(await StartAsync(browser, tenant));
        var page = await PostAsync(browser, tenant, _app.Idp.CreateResponseXml(tenant.Application, People.BSimon, id, null), relayState);
        var other = _app.NewBrowser();
        await other.SignInAsync(managed.Operators, People.Ana);
        await (await other.OpenAsync(_app.Url("/manage/sign-in"))).PressAsync("Continue as Ana Ruiz");
        other.Cookies.Plant(new BrowserCookie("localhost", "__Host-test", browser.Cookies["__Host-test"]!, "/", true, "none"));
        var mine = await other.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/test"));

        var with = await other.PostAsync(ResultUrl(tenant), mine.Url, ("SAMLResponse", page.Field("SAMLResponse")!), ("form-token", mine.Field("form-token")!));
        var stolen = await other.PostAsync(ResultUrl(tenant), mine.Url, ("SAMLResponse", page.Field("SAMLResponse")!), ("form-token", page.Field("form-token")!));

        Assert.Equal("No test is waiting for this answer", with.Heading);
        Assert.Equal("FormTokenWrong", stolen.ErrorCode);
        Assert.Equal("The test passed", (await page.PressAsync("Show the result")).Heading);
        Assert.Equal("No test is waiting for this answer", (await page.PressAsync("Show the result")).Heading);
    }

    [Fact]
    public async Task What_began_at_the_idp_is_a_sign_in_and_never_a_test()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.Pymetrics);
        var browser = managed.Operator.Copy();
        var (_, relayState) = Request(await StartAsync(browser, tenant));
        var xml = _app.Idp.CreateResponseXml(tenant.Application, People.BSimon, null, null);

        var test = await (await PostAsync(browser, tenant, xml, relayState)).PressAsync("Show the result");
        var signIn = await PostAsync(browser, tenant, xml, "/");

        Assert.Contains("UnsolicitedResponse", test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(People.BSimon.Mail!, test.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(303, signIn.Status);
    }

    private string ResultUrl(TestTenant tenant) => _app.Url($"/manage/tenants/{tenant.Id}/test/result");

    private async Task<Page> StartAsync(UserAgent browser, TestTenant tenant)
    {
        var page = await (await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/test"))).PressAsync("Start the test");
        Assert.Equal("Taking you to your identity provider", page.Heading);
        return page;
    }

    private static (string Id, string RelayState) Request(Page page)
    {
        var query = HttpUtility.ParseQueryString(page.RefreshUrl!.Query);
        using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(query["SAMLRequest"]!)), CompressionMode.Decompress);
        return (XDocument.Load(inflate).Root!.Attribute("ID")!.Value, query["RelayState"]!);
    }

    private Task<Page> PostAsync(UserAgent browser, TestTenant tenant, string xml, string relayState) =>
        browser.PostOnlyAsync(tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", SignInAttempt.Encode(xml)), ("RelayState", relayState));
}
