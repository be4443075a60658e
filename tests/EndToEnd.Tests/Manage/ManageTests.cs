using System.Text.Json;
using Azure.Data.Tables;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Manage;

/// <summary>The administration over HTTP: who gets in, who gets what, and what is left behind.</summary>
public sealed class ManageTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private readonly AppUnderTest _app = managed.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_of_the_operators_tenant_with_the_role_signs_in_through_the_product_and_one_without_does_not()
    {
        var ana = _app.NewBrowser();
        var accounts = await (await ana.OpenAsync(_app.Url("/manage/audit"))).FollowAsync("Sign in with your organization");
        var ways = await ana.AnswerAsync(accounts, People.Ana);
        Assert.Equal("Administration", ways.Heading);
        Assert.Null(ana.Cookies["__Host-manage"]);
        var audit = await ways.PressAsync("Continue as Ana Ruiz");
        Assert.Equal("Audit trail", audit.Heading);
        Assert.Contains($"of tenant {ManagedApp.OperatorTenant}", audit.Text, StringComparison.Ordinal);

        var simon = _app.NewBrowser();
        await simon.SignInAsync(managed.Operators, People.BSimon);
        var refused = await simon.OpenAsync(_app.Url("/manage/sign-in"));
        Assert.DoesNotContain("Continue as", refused.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await simon.PostAsync(_app.Url("/manage/sign-in/user"), refused.Url)).Status);
        Assert.Null(simon.Cookies["__Host-manage"]);

        // The administration goes with the user's own session.
        await (await ana.OpenAsync(_app.Url("/"))).PressAsync("Sign out");
        Assert.Equal("Administration", (await ana.OpenAsync(_app.Url("/manage"))).Heading);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_has_the_cookie_on_every_instance()
    {
        var browser = _app.NewBrowser();
        await (await browser.OpenAsync(_app.Url("/manage"))).Type("key", ManagedApp.Key).PressAsync("Sign in with the key");
        var other = await _app.StartAnotherAsync();
        var thief = browser.Copy(other.Port);
        Assert.Equal("Tenants", (await thief.OpenAsync(_app.Url("/manage"))).Heading);

        var home = await browser.OpenAsync(_app.Url("/manage"));
        Assert.Equal("You are signed out", (await home.PressAsync("Sign out")).Heading);

        Assert.Null(browser.Cookies["__Host-manage"]);
        Assert.Equal("Administration", (await thief.OpenAsync(_app.Url("/manage"))).Heading);
        Assert.Equal(403, (await thief.PostAsync(_app.Url("/manage/keys"), home.Url, ("name", "x"), ("days", "1"), ("form-token", home.Field("form-token")!))).Status);
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_the_token_changes_nothing()
    {
        var browser = managed.Operator.Copy();
        var keys = await browser.OpenAsync(_app.Url("/manage/keys"));
        var token = keys.Field("form-token")!;
        var name = Guid.NewGuid().ToString("N");

        var fromElsewhere = await browser.PostAsync(_app.Url("/manage/keys"), new Uri("http://127.0.0.1:1/"), ("name", name), ("days", "1"), ("form-token", token));
        Assert.Equal((403, "WrongOrigin"), (fromElsewhere.Status, fromElsewhere.ErrorCode));
        var without = await browser.PostAsync(_app.Url("/manage/keys"), keys.Url, ("name", name), ("days", "1"));
        Assert.Equal((403, "FormTokenWrong"), (without.Status, without.ErrorCode));
        var twice = await browser.PostAsync(_app.Url("/manage/keys"), keys.Url, ("name", name), ("days", "1"), ("form-token", token), ("form-token", token));
        Assert.Equal((403, "FormTokenWrong"), (twice.Status, twice.ErrorCode));
        Assert.Equal("Administration", (await browser.OpenAsync(_app.Url("/manage"), new Uri("http://127.0.0.1:1/"))).Heading);

        Assert.DoesNotContain(name, (await browser.OpenAsync(_app.Url("/manage/keys"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_a_setup_link_alone_opens_nothing()
    {
        var tenant = await _app.AddTenantAsync();
        var link = await managed.MakeLinkAsync(tenant.Id);
        var admin = _app.NewBrowser();

        var page = await admin.OpenAsync(link, new Uri("http://mail.example/"));
        Assert.Empty(page.Visit.SetCookies);
        Assert.Equal(403, (await admin.PostAsync(_app.Url("/manage/link"), new Uri("http://mail.example/"), ("token", page.Field("token")!))).Status);
        Assert.Null(admin.Cookies["__Host-manage"]);

        var guide = await page.PressAsync("Open the guide");
        Assert.Equal(_app.Url($"/manage/tenants/{tenant.Id}/guide"), guide.Url.AbsoluteUri);
        Assert.Equal(tenant.AcsUrl, guide.Facts["Reply URL (Assertion Consumer Service URL)"]);
        Assert.Equal(tenant.EntityId, guide.Facts["Identifier (Entity ID)"]);
        foreach (var path in (string[])["/manage", "/manage/keys", "/manage/audit", $"/manage/tenants/{tenant.Id}", $"/manage/tenants/{ManagedApp.OperatorTenant}/guide"])
        {
            Assert.Equal("NotAllowed", (await admin.OpenAsync(_app.Url(path))).ErrorCode);
        }

        var links = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/links"));
        Assert.Contains("The link is revoked.", (await links.PressAsync("Revoke")).Text, StringComparison.Ordinal);
        Assert.Equal("Administration", (await admin.OpenAsync(guide.Url.AbsoluteUri)).Heading);
        Assert.Equal("This link does not work", (await (await admin.OpenAsync(link)).PressAsync("Open the guide")).Heading);
    }

    [Fact]
    public async Task A_key_reaches_what_it_was_made_for_until_it_is_revoked()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("IdpCertificates", "rubbish"));
        var other = await _app.AddTenantAsync();
        var key = await MakeKeyAsync(tenant.Id);

        using (var self = JsonDocument.Parse((await AskAsync("/manage/api/key", key)).Text))
        {
            Assert.Equal(tenant.Id, self.RootElement.GetProperty("tenant").GetString());
        }

        using (var state = JsonDocument.Parse((await AskAsync($"/manage/api/tenants/{tenant.Id}", key)).Text))
        {
            Assert.Equal("broken", state.RootElement.GetProperty("state").GetString());
            Assert.Equal("IdpCertificates", state.RootElement.GetProperty("errors")[0].GetProperty("column").GetString());
        }

        Assert.Equal(403, (await AskAsync($"/manage/api/tenants/{other.Id}", key)).Status);
        Assert.Equal(401, (await AskAsync($"/manage/api/tenants/{tenant.Id}", key[..^1] + (key[^1] == 'A' ? 'E' : 'A'))).Status);
        Assert.Equal(401, (await managed.Operator.Copy().OpenAsync(_app.Url("/manage/api/key"))).Status);

        var keys = await managed.Operator.Copy().OpenAsync(_app.Url("/manage/keys"));
        await managed.Operator.Copy().PostAsync(
            _app.Url("/manage/keys/revoke"), keys.Url, ("id", key.Split('.')[1][..16]), ("form-token", keys.Field("form-token")!));
        var refused = await AskAsync("/manage/api/key", key);
        Assert.Equal((401, "Bearer"), (refused.Status, refused.Header("WWW-Authenticate")));
        Assert.Equal("application/problem+json", refused.Header("Content-Type"));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_key_or_link_and_one_without_its_id_makes_none()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        foreach (var (path, button) in ((string, string)[])[("/manage/keys", "Make the key"), ($"/manage/tenants/{tenant.Id}/links", "Make the link")])
        {
            var (first, other) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
            var form = await browser.OpenAsync(_app.Url(path));
            form.Type("name", first);
            if (path == "/manage/keys")
                form.Type("scope", "all");
            var made = await form.PressAsync(button);
            Assert.Equal(200, made.Status);

            var again = await form.Type("name", other).PressAsync(button);

            Assert.Equal(409, again.Status);
            Assert.Contains("was made already", again.Heading, StringComparison.Ordinal);
            Assert.Contains("revoke it and make another", again.Text, StringComparison.Ordinal);
            Assert.Null(again.Document.QuerySelector("#secret"));
            (string, string)[] without = [("name", other), ("scope", "all"), ("days", "7"), ("form-token", form.Field("form-token")!)];
            foreach (var bad in ((string, string)[][])[without, [.. without, ("once", "x")]])
            {
                var refused = await browser.PostAsync(_app.Url(path), form.Url, bad);
                Assert.Equal(422, refused.Status);
                Assert.Contains("send it again", refused.Text, StringComparison.Ordinal);
                Assert.Equal(other, refused.Field("name"));
            }

            var list = await browser.OpenAsync(_app.Url(path));
            Assert.Single(list.Document.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains(first, StringComparison.Ordinal));
            Assert.DoesNotContain(other, list.Text, StringComparison.Ordinal);
            var revoked = await again.PressAsync("Revoke");
            Assert.Contains("is revoked.", revoked.Text, StringComparison.Ordinal);
            Assert.Contains("Revoked", revoked.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(first, StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_secret_of_an_admin_is_in_a_row_or_in_the_log()
    {
        var tenant = await _app.AddTenantAsync();
        string[] secrets =
        [
            ManagedApp.Key, managed.Operator.Cookies["__Host-manage"]!, (await MakeKeyAsync(null)).Split('.')[^1], (await managed.MakeLinkAsync(tenant.Id)).Split('.')[^1],
        ];

        var rows = new List<string>();
        foreach (var table in (string[])["Admins", "Audit"])
        {
            await foreach (var row in _app.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Stop))
            {
                rows.Add(string.Join('|', row.Select(c => $"{c.Key}={c.Value}")));
            }
        }

        Assert.NotEmpty(rows);
        Assert.All(secrets, secret => Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.Ordinal)));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, _app.First.Log.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_storage_is_down_nobody_gets_in_and_the_page_says_when_to_come_back()
    {
        var browser = managed.Operator.Copy();
        using var fault = _app.Storage.Inject(StorageFaultKind.Refuse, _ => true);

        var page = await browser.OpenAsync(_app.Url("/manage"));

        Assert.Equal((503, "StorageUnavailable"), (page.Status, page.ErrorCode));
        Assert.NotNull(page.Visit.Header("Retry-After"));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page()
    {
        var mark = $"page{Guid.NewGuid():N}"[..14];
        for (var i = 0; i < 30; i++)
        {
            await _app.AddTenantAsync(new TenantSpec().With("DisplayName", $"{mark} {i:00}"));
        }

        var first = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage?q={mark}"));
        var second = await first.FollowAsync("Next page");

        Assert.Equal(25, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(5, second.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(25, (await second.FollowAsync("First page")).Document.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task A_long_list_of_setup_links_is_read_page_by_page_newest_first()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = managed.Operator.Copy();
        for (var i = 0; i < 27; i++)
        {
            var form = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/links"));
            await form.Type("name", $"for {i:00}").PressAsync("Make the link");
        }

        var first = await browser.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/links"));
        var second = await first.FollowAsync("Next page");

        string[] Names(Page page) => [.. page.Document.QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim()[..6])];
        Assert.Equal(Enumerable.Range(2, 25).Reverse().Select(i => $"for {i:00}"), Names(first));
        Assert.Equal(["for 01", "for 00"], Names(second));
        Assert.Null(second.Document.QuerySelector("[rel=next]"));
        Assert.Equal(Names(first), Names(await second.FollowAsync("First page")));
        // A form with an error shows the list from its beginning.
        Assert.Equal(Names(first), Names(await second.Type("name", "").PressAsync("Make the link")));
    }

    private async Task<string> MakeKeyAsync(string? tenant)
    {
        var keys = await managed.Operator.Copy().OpenAsync(_app.Url("/manage/keys"));
        var made = await keys.Type("name", "nightly export").Type("scope", tenant is null ? "all" : "one").Type("tenant", tenant ?? "").PressAsync("Make the key");
        Assert.Equal("The key is made", made.Heading);
        return made.Document.QuerySelector("#secret")!.TextContent;
    }

    private async Task<Visit> AskAsync(string path, string key)
    {
        var program = _app.NewBrowser();
        program.ExtraHeaders["Authorization"] = $"Bearer {key}";
        return (await program.OpenOnlyAsync(_app.Url(path))).Visit;
    }
}
