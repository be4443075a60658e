using System.Text.Json;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Manage;

/// <summary>Emergency access over HTTP: single people come in while the IdP is down, and nobody else.</summary>
public sealed class EmergencyTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private readonly AppUnderTest _app = managed.App;

    private enum Reach
    {
        Nowhere,
        Everywhere,
    }

    [Fact]
    public async Task A_person_comes_in_without_the_IdP_and_is_out_on_every_instance_at_once_when_it_is_closed()
    {
        var (tenant, operatorBrowser, link) = await LinkAsync();
        var other = await _app.StartAnotherAsync();
        var person = _app.NewBrowser();

        var page = await person.OpenAsync(link, new Uri("http://chat.example/"));
        Assert.Equal("Emergency sign-in", page.Heading);
        Assert.Empty(page.Visit.SetCookies);
        var welcome = await page.PressAsync("Sign in");

        Assert.Equal("Hello, B.Simon", welcome.Heading);
        Assert.Contains("emergency link", welcome.Facts["Signed in by"], StringComparison.Ordinal);
        var elsewhere = person.Copy(other.Port);
        using (var session = JsonDocument.Parse((await elsewhere.SessionAsync(_app)).Text))
        {
            Assert.True(session.RootElement.GetProperty("emergency").GetBoolean());
        }

        var again = await (await _app.NewBrowser().OpenAsync(link)).PressAsync("Sign in");
        again.IsRefused(403, "EmergencyLinkRefused");

        var signIns = await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/sign-ins?outcome=emergency"));
        Assert.Contains("Emergency sign-in", signIns.Document.QuerySelectorAll("tbody")[^1].TextContent, StringComparison.Ordinal);
        var closed = await (await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"))).PressAsync("Close it now");
        Assert.Contains("Emergency access is closed.", closed.Text, StringComparison.Ordinal);
        await IsAsync(Reach.Nowhere, person, elsewhere);
    }

    [Fact]
    public async Task Revoking_the_link_of_one_person_ends_that_session_alone()
    {
        var (tenant, operatorBrowser, link) = await LinkAsync();
        var (first, second) = (_app.NewBrowser(), _app.NewBrowser());
        await (await first.OpenAsync(link)).PressAsync("Sign in");
        var page = await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        var user = await page.FollowAsync("B.Simon");
        var made = await user.PressAsync("Make an emergency link");
        await (await second.OpenAsync(SecretOf(made))).PressAsync("Sign in");
        await IsAsync(Reach.Everywhere, first, second);

        // The newest stands first.
        var ended = await (await operatorBrowser.OpenAsync(page.Url.AbsoluteUri)).PressAsync("End the session");

        Assert.Contains("a session that began with it has ended", ended.Text, StringComparison.Ordinal);
        await IsAsync(Reach.Everywhere, first);
        await IsAsync(Reach.Nowhere, second);
    }

    [Fact]
    public async Task A_button_that_is_pressed_twice_makes_one_link()
    {
        var (tenant, operatorBrowser, _) = await LinkAsync();
        var page = await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        var user = await page.FollowAsync("B.Simon");
        Assert.Equal("The emergency link is made", (await user.PressAsync("Make an emergency link")).Heading);

        var again = await user.PressAsync("Make an emergency link");

        Assert.Equal((409, "This emergency link was made already"), (again.Status, again.Heading));
        Assert.Equal("B.Simon", (await again.FollowAsync("Make another")).Heading);
        var without = await operatorBrowser.PostAsync(page.Url.AbsoluteUri + "/links", page.Url, ("form-token", user.Field("form-token")!), ("user", user.Url.Segments[^1]));
        Assert.Contains("No link was made: the form", without.Text, StringComparison.Ordinal);
        Assert.Equal(2, without.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("The link is revoked", (await again.PressAsync("Revoke")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_site_signs_anybody_in_with_a_link_and_what_is_no_link_opens_nothing()
    {
        var (_, _, link) = await LinkAsync();
        var person = _app.NewBrowser();
        var token = (await person.OpenAsync(link)).Field("link")!;

        (await person.PostAsync(_app.Url("/emergency"), new Uri("http://evil.example/"), ("link", token))).IsRefused(403, "WrongOrigin");
        (await person.PostAsync(_app.Url("/emergency"), new Uri(_app.Url("/emergency")), ("link", token + "x"))).IsRefused(403, "EmergencyLinkRefused");
        (await person.PostAsync(_app.Url("/emergency"), new Uri(_app.Url("/emergency")), ("other", "x"))).IsRefused(403, "EmergencyLinkRefused");
        Assert.Contains("&lt;script&gt;", (await person.OpenAsync(_app.Url("/emergency?link=<script>"))).Document.QuerySelector("form")!.InnerHtml.Replace("<script>", "&lt;script&gt;", StringComparison.Ordinal), StringComparison.Ordinal);

        // Nothing of this has used it up.
        Assert.Equal("Hello, B.Simon", (await (await person.OpenAsync(link)).PressAsync("Sign in")).Heading);
    }

    [Fact]
    public async Task Who_was_never_here_or_is_disabled_gets_no_link()
    {
        var (tenant, operatorBrowser, _) = await LinkAsync();
        var page = await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        var user = await page.FollowAsync("B.Simon");
        var token = user.Field("form-token")!;

        var nobody = await operatorBrowser.PostAsync(page.Url.AbsoluteUri + "/links", page.Url, ("form-token", token), ("user", "s-" + new string('0', 64)), ("once", "0123456789abcdef"));
        Assert.Contains("No link was made: only people", nobody.Text, StringComparison.Ordinal);
        var disabled = await user.PressAsync("Disable");
        Assert.DoesNotContain("Make an emergency link", disabled.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_comes_in_by_an_emergency_link_is_no_operator()
    {
        var ana = _app.NewBrowser();
        await ana.SignInAsync(managed.Operators, People.Ana);
        var operatorBrowser = await OpenAsync(managed.Operators);
        var users = await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{ManagedApp.OperatorTenant}/users?q=Ana"));
        var made = await (await users.FollowAsync("Ana")).PressAsync("Make an emergency link");
        var person = _app.NewBrowser();
        await (await person.OpenAsync(SecretOf(made))).PressAsync("Sign in");
        await IsAsync(Reach.Everywhere, person);

        Assert.DoesNotContain("Continue as", (await person.OpenAsync(_app.Url("/manage/sign-in"))).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await person.PostAsync(_app.Url("/manage/sign-in/user"), new Uri(_app.Url("/manage/sign-in")))).Status);
        await (await operatorBrowser.OpenAsync(_app.Url($"/manage/tenants/{ManagedApp.OperatorTenant}/emergency"))).PressAsync("Close it now");
    }

    private static string SecretOf(Page page) => page.Document.QuerySelector("#secret")!.TextContent;

    private async Task IsAsync(Reach reach, params UserAgent[] people)
    {
        foreach (var person in people)
        {
            Assert.Equal(reach == Reach.Everywhere ? 200 : 401, (await person.SessionAsync(_app)).Status);
        }
    }

    /// <summary>An operator who has opened a tenant's emergency access.</summary>
    private async Task<UserAgent> OpenAsync(TestTenant tenant)
    {
        var browser = managed.Operator.Copy();
        var form = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        var opened = await form.Type("reason", "incident 7").Type("hours", "2").PressAsync("Open emergency access");
        Assert.Contains("Emergency access is open.", opened.Text, StringComparison.Ordinal);
        return browser;
    }

    /// <summary>A tenant whose B.Simon has signed in before and now has a link.</summary>
    private async Task<(TestTenant Tenant, UserAgent Operator, string Link)> LinkAsync()
    {
        var tenant = await _app.AddTenantAsync();
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        var browser = await OpenAsync(tenant);
        var emergency = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/emergency"));
        var user = await (await emergency.Type("q", "b.s").PressAsync("Find the person")).FollowAsync("B.Simon");
        return (tenant, browser, SecretOf(await user.PressAsync("Make an emergency link")));
    }
}
