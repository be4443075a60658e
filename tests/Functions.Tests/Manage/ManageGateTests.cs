using Functions.Tests.Http;
using Functions.Manage;
using SignOn;

namespace Functions.Tests.Manage;

public sealed class ManageGateTests
{
    private readonly ManageWorld _world = new();

    [Fact]
    public async Task Who_must_sign_in_comes_back_to_the_page_that_was_wanted()
    {
        var http = ManageWorld.Request("GET");
        http.Request.Path = "/manage/audit";
        http.Request.QueryString = new("?tenant=contoso");

        Assert.Equal(303, await _world.AskAsync("ManageAudit", http));
        Assert.Equal("/manage/sign-in?returnUrl=%2Fmanage%2Faudit%3Ftenant%3Dcontoso", http.Response.Headers.Location);
    }

    [Fact]
    public async Task A_program_is_told_how_to_show_its_key()
    {
        var http = ManageWorld.Request("GET", await _world.OperatorAsync());

        Assert.Equal(401, await _world.AskAsync("ManageApiKeySelf", http));
        Assert.Equal("Bearer", http.Response.Headers.WWWAuthenticate);
    }

    [Fact]
    public async Task An_outage_gives_programs_problem_JSON_with_the_time_to_come_back()
    {
        var (_, secret) = await _world.GrantAsync(new NewGrant(AdminGrantKind.ApiKey, "x", null, 1));
        _world.Store.Down = true;
        var http = ManageWorld.Request("GET", bearer: secret);

        Assert.Equal(503, await _world.AskAsync("ManageApiKeySelf", http));
        Assert.Equal("1", http.Response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", http.Response.ContentType);
    }

    [Fact]
    public async Task An_outage_lets_nobody_in() => await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
    {
        var cookie = await _world.OperatorAsync();
        _world.Store.Down = true;
        await _world.AskAsync("ManageHome", ManageWorld.Request("GET", cookie));
    });

    [Fact]
    public async Task The_tenant_of_the_route_is_compared_in_its_one_spelling()
    {
        var cookie = await _world.SetupLinkAsync(ManageWorld.Tenant);

        Assert.Equal(0, await _world.AskAsync("ManageTenantGuide", ManageWorld.Request("GET", cookie, tenant: "CONTOSO")));
        Assert.Equal(403, await _world.AskAsync("ManageTenantGuide", ManageWorld.Request("GET", cookie, tenant: "contoso|x")));
        Assert.Equal(403, await _world.AskAsync("ManageTenantGuide", ManageWorld.Request("GET", cookie, tenant: "")));
    }

    [Fact]
    public async Task A_customers_admin_who_may_not_is_shown_the_way_back_to_the_guide_and_an_operator_is_not()
    {
        var http = ManageWorld.Request("GET", await _world.SetupLinkAsync(ManageWorld.Tenant), tenant: "fabrikam");
        var page = await (await _world.Gate.RefuseAsync("ManageTenant", http, TestContext.Current.CancellationToken))!.SendAsync(http);
        Assert.Equal(403, http.Response.StatusCode);
        Assert.Contains($"href=\"/manage/tenants/{ManageWorld.Tenant}/guide\">Back to the guide</a>", page, StringComparison.Ordinal);

        http = ManageWorld.Request("GET", await _world.OperatorAsync());
        page = await (await _world.Gate.RefuseAsync("Nothing", http, TestContext.Current.CancellationToken))!.SendAsync(http);
        Assert.DoesNotContain("Back to the guide", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/manage/tenants/contoso/guide?idp=okta", true)]
    [InlineData("/manage/tenants/contoso/test", true)]
    [InlineData("/manage/tenants/contoso/settings", false)]
    [InlineData("/manage/tenants/guide", false)]
    [InlineData("/manage", false)]
    public void Whoever_comes_from_the_guide_hears_that_the_setup_link_can_be_opened_again(string page, bool hears) => Assert.Equal(hears, ManageLinks.IsOfGuide(page));

    [Theory]
    [InlineData("form-token=a&form-token=b", "application/x-www-form-urlencoded", 403)]
    [InlineData("{}", "application/json", 415)]
    public async Task A_form_that_is_none_changes_nothing(string body, string contentType, int status)
    {
        var cookie = await _world.OperatorAsync();
        var http = ManageWorld.Request("POST", cookie);
        http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        http.Request.ContentLength = body.Length;
        http.Request.ContentType = contentType;

        Assert.Equal(status, await _world.AskAsync("ManageKeyMake", http));
    }

    [Theory]
    [InlineData("/manage", "/manage")]
    [InlineData("/manage/tenants/contoso?x=1", "/manage/tenants/contoso?x=1")]
    [InlineData("/manage/../session", "/manage")]
    [InlineData("/managed", "/manage")]
    [InlineData("//evil.example/manage", "/manage")]
    [InlineData("https://evil.example", "/manage")]
    [InlineData("/manage/\\evil", "/manage")]
    [InlineData("/manage\t/evil", "/manage")]
    [InlineData(null, "/manage")]
    public void After_signing_in_nobody_is_sent_elsewhere(string? wanted, string target) => Assert.Equal(target, ManageLinks.Resolve(wanted));

    [Fact]
    public void The_cookie_is_bound_to_this_host_and_never_comes_from_another_site()
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();

        ManageCookie.Write(http.Response, "x");

        Assert.Equal("__Host-manage=x; path=/; secure; samesite=strict; httponly", Assert.Single(http.Response.Headers.SetCookie));
    }
}
