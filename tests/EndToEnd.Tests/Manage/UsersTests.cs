using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Manage;

/// <summary>Users over HTTP, on real storage and queues, with a real connection to a mail server.</summary>
public sealed class UsersTests(UsersApp users) : IClassFixture<UsersApp>
{
    private const string Attack = "\"'><script>alert(1)</script>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly AppUnderTest _app = users.App;

    [Fact]
    public async Task The_tutorials_New_User_form_makes_a_user_who_is_told_by_mail_signs_in_and_is_out_at_once_when_disabled()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var ana = users.Ana.Copy();
        var before = users.Mail.Mails.Count;

        var form = await (await ana.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/users"))).FollowAsync("New User");
        var token = form.Field("form-token")!;
        var made = await ana.PostAsync(
            _app.Url($"/manage/tenants/{tenant.Id}/new-user"), form.Url, ("form-token", token), ("name", "B.Simon"), ("email", "B.Simon@contoso.com"), ("ide-language", "fr"),
            ("language", "en"), ("profile", "Developer"), ("roles", ""), ("mail-me", "yes"), ("mail-user", "yes"));
        Assert.Equal("B.Simon", made.Heading);
        Assert.Contains("The e-mail is on its way.", made.Text, StringComparison.Ordinal);

        await Eventually.IsTrueAsync("two mails", Patience, () => Task.FromResult(users.Mail.Mails.Count >= before + 2));
        var mails = users.Mail.Mails.Skip(before).ToList();
        Assert.Single(mails, m => m.Contains("To: ", StringComparison.Ordinal) && m.Contains("<B.Simon@contoso.com>", StringComparison.Ordinal) && m.Contains("you have an account", StringComparison.Ordinal));
        Assert.Single(mails, m => m.Contains("You created an account", StringComparison.Ordinal) && m.Contains("IDE language: fr", StringComparison.Ordinal));
        await Eventually.IsTrueAsync("no marker is left", Patience, async () => (await tenant.RowsAsync("Users")).All(r => !r.RowKey.StartsWith("m-", StringComparison.Ordinal)));

        var simon = _app.NewBrowser();
        var home = await simon.SignInAsync(tenant, People.BSimon);
        Assert.Equal(("en", "fr", "Developer"), (home.Facts["Language"], home.Facts["IDE language"], home.Facts["Profile"]));
        var other = await _app.StartAnotherAsync();
        var elsewhere = simon.Copy(other.Port);
        Assert.Equal(200, (await elsewhere.SessionAsync(_app)).Status);

        var key = (await tenant.UsersAsync()).Single().RowKey;
        var page = await ana.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/users/{key}"));
        Assert.Contains("The user is disabled.", (await page.PressAsync("Disable")).Text, StringComparison.Ordinal);

        Assert.Equal(401, (await elsewhere.SessionAsync(_app)).Status);
        Assert.Equal(401, (await simon.SessionAsync(_app)).Status);
        (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).IsRefused(403, "UserDisabled");
        var again = await ana.OpenAsync(page.Url.AbsoluteUri);
        Assert.Contains("is enabled", (await again.PressAsync("Enable")).Text, StringComparison.Ordinal);
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser().SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task What_the_mail_server_refuses_for_good_goes_to_the_poison_queue_and_shows_and_can_be_sent_again()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        users.Mail.Refuse = ("RCPT TO:<refused@contoso.com>", "550 5.1.1 <refused@contoso.com> is nobody here");
        var made = await MakeAsync(tenant, "Refused", "refused@contoso.com", mail: true);

        var shown = await Eventually.GetAsync("the refusal", Patience, async () =>
            await users.Ana.Copy().OpenAsync(made.Url.GetLeftPart(UriPartial.Path)) is var page && page.Text.Contains("refused for good; the mail server's last reply was 550", StringComparison.Ordinal) ? page : null);
        Assert.Equal(1, users.Mail.Lines.Count(l => l.StartsWith("RCPT TO:<refused@contoso.com>", StringComparison.Ordinal)));
        Assert.Contains("1 e-mail to send (1 failed)", (await users.Ana.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("refused@contoso.com", _app.First.Log.Text, StringComparison.OrdinalIgnoreCase);

        users.Mail.Refuse = null;
        var before = users.Mail.Mails.Count;
        await shown.PressAsync("Send the invitation");
        await Eventually.IsTrueAsync("the mail", Patience, () => Task.FromResult(users.Mail.Mails.Count > before));
    }

    [Fact]
    public async Task Two_operators_edit_one_user_and_the_second_sees_both_versions_and_decides()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var made = await MakeAsync(tenant, "B.Simon", "b.simon@contoso.com");
        var first = await users.Ana.Copy().OpenAsync(made.Url.AbsoluteUri);
        var second = await users.Ana.Copy().OpenAsync(made.Url.AbsoluteUri);

        var wrong = await second.Type("ide-language", "de").Type("roles", new string('x', 101)).PressAsync("Save");
        Assert.Equal(422, wrong.Status);
        Assert.Contains("Saved.", (await first.Type("name", "First").Type("profile", "Designer").PressAsync("Save")).Text, StringComparison.Ordinal);

        // The form with the error still knows what its admin saw.
        var conflict = await wrong.Type("roles", "").Type("name", "Second").PressAsync("Save");

        Assert.Equal(412, conflict.Status);
        Assert.Contains("Somebody changed this user since you looked", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("Second", conflict.Field("name"));
        Assert.Equal(["Name", "First", "Second"], conflict.Document.QuerySelectorAll(".notice tbody tr > *").Select(t => t.TextContent));
        Assert.Contains("Taken over from the other: Profile.", conflict.Text, StringComparison.Ordinal);
        var saved = await conflict.PressAsync("Save");
        Assert.Equal("Second", saved.Heading);
        Assert.Equal(["de", "Designer"], new[] { "#ide-language", "#profile" }.Select(s => saved.Document.QuerySelector($"{s} option[selected]")!.GetAttribute("value")));
        Assert.Equal(412, (await second.PressAsync("Disable")).Status);
    }

    [Fact]
    public async Task A_file_is_looked_at_then_imported_and_again_without_making_anybody_twice()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var ana = users.Ana.Copy();
        var form = await ana.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/import-users"));
        var bad = await form.Type("csv", "name,email\nB,nobody\nC,c@elsewhere.example").PressAsync("Check the file");
        Assert.Equal(422, bad.Status);
        Assert.Equal(["2", "3"], bad.Document.QuerySelectorAll(".notice tbody th").Select(t => t.TextContent));

        var look = await bad.Type("csv", $"\uFEFFname,email\r\n\"{Attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x@contoso.com\r\n\"Two\r\nlines\",y@contoso.com\r\n").PressAsync("Check the file");
        Assert.Equal(422, look.Status);
        look = await look.Type("csv", $"\uFEFFname,email\r\n\"{Attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x@contoso.com\r\nTwo,y@contoso.com\r\n").PressAsync("Check the file");
        Assert.Equal("Check the import", look.Heading);
        Assert.Empty(await tenant.RowsAsync("Users"));

        var done = await look.PressAsync("Import");
        Assert.Contains("2 users created.", done.Text, StringComparison.Ordinal);
        // The answer is a page of its own: loading it again sends nothing.
        Assert.EndsWith("/import-users?made=2&there=0", done.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("0 users created. 2 lines of the file", (await look.PressAsync("Import")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await tenant.RowsAsync("Users")).Count);
        var list = await ana.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/users"));
        Assert.Null(list.Document.QuerySelector("script"));
        Assert.Contains(Attack, list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attack_in_every_field_of_a_user_stays_text_on_every_page()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var made = await MakeAsync(tenant, Attack, "x@contoso.com");
        var key = made.Url.Segments[^1];
        var row = (await tenant.RowsAsync("Users")).Single();
        foreach (var column in (string[])["Email", "Profile", "Language", "IdeLanguage"])
        {
            row[column] = Attack;
        }

        await _app.Tables.GetTableClient("Users").UpdateEntityAsync(row, row.ETag, TableUpdateMode.Merge, TestContext.Current.CancellationToken);

        foreach (var path in (string[])["users", $"users/{key}", $"users/{key}/erase", "provisioning", $"users?q={Uri.EscapeDataString(Attack)}&state={Uri.EscapeDataString(Attack)}"])
        {
            var page = await users.Ana.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/{path}"));
            Assert.Equal(200, page.Status);
            Assert.Null(page.Document.QuerySelector("script"));
        }
    }

    [Fact]
    public async Task The_API_makes_reads_changes_disables_and_erases_users_and_loses_no_update()
    {
        var tenant = await _app.AddTenantAsync(TenantSpec.RunMyProcess);
        var keys = await users.Ana.Copy().OpenAsync(_app.Url("/manage/keys"));
        var keyPage = await users.Ana.Copy().PostAsync(_app.Url("/manage/keys"), keys.Url, ("form-token", keys.Field("form-token")!), ("once", keys.Field("once")!), ("name", "api"), ("tenant", tenant.Id), ("rights", "write"), ("days", "1"));
        using var client = new HttpClient { BaseAddress = new Uri(_app.Url("/")) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", keyPage.Document.QuerySelector("#secret")!.TextContent);
        var all = $"manage/api/tenants/{tenant.Id}/users";

        var made = await SendAsync(HttpMethod.Post, all, """{"email":"b.simon@contoso.com","settings":{"name":"B.Simon","language":"en"}}""");
        Assert.Equal(201, (int)made.StatusCode);
        var one = made.Headers.Location!.OriginalString;
        Assert.Equal(409, (int)(await SendAsync(HttpMethod.Post, all, """{"email":"B.Simon@contoso.com","settings":{"name":"B.Simon"}}""")).StatusCode);
        Assert.Equal(422, (int)(await SendAsync(HttpMethod.Post, all, """{"email":"nobody","settings":{"name":"B.Simon"}}""")).StatusCode);
        Assert.Equal(400, (int)(await SendAsync(HttpMethod.Post, all, """{"email":"x@contoso.com","admin":true}""")).StatusCode);

        var etag = made.Headers.ETag!.Tag;
        Assert.Equal(428, (int)(await SendAsync(HttpMethod.Put, one, """{"name":"Other"}""")).StatusCode);
        var saved = await SendAsync(HttpMethod.Put, one, """{"name":"Other"}""", etag);
        Assert.Equal(200, (int)saved.StatusCode);
        var lost = await SendAsync(HttpMethod.Put, one, """{"name":"Lost"}""", etag);
        Assert.Equal((412, saved.Headers.ETag!.Tag, "application/problem+json"), ((int)lost.StatusCode, lost.Headers.ETag!.Tag, lost.Content.Headers.ContentType!.MediaType));
        var disabled = await SendAsync(HttpMethod.Post, one + "/disable", null, saved.Headers.ETag.Tag);
        Assert.Equal("disabled", (await JsonAsync(disabled)).GetProperty("state").GetString());
        var listed = await JsonAsync(await SendAsync(HttpMethod.Get, all + "?state=disabled"));
        Assert.Equal("Other", Assert.Single(listed.GetProperty("users").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(204, (int)(await SendAsync(HttpMethod.Delete, one, null, disabled.Headers.ETag!.Tag)).StatusCode);
        Assert.Equal(404, (int)(await SendAsync(HttpMethod.Get, one)).StatusCode);

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? ifMatch = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            if (ifMatch is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            }

            return await client.SendAsync(request);
        }

        static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
        {
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return document.RootElement.Clone();
        }
    }

    private async Task<Page> MakeAsync(TestTenant tenant, string name, string email, bool mail = false)
    {
        var ana = users.Ana.Copy();
        var form = await ana.OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/new-user"));
        return await ana.PostAsync(
            form.Url.AbsoluteUri, form.Url, ("form-token", form.Field("form-token")!), ("name", name), ("email", email), ("ide-language", ""), ("language", ""), ("profile", ""),
            ("roles", ""), ("mail-user", mail ? "yes" : ""));
    }
}
