using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Manage;

/// <summary>The API over HTTP: versions, scopes, problems.</summary>
public sealed class ApiTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private readonly AppUnderTest _app = managed.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_makes_reads_changes_replaces_and_deletes_a_tenant()
    {
        using var api = await ClientAsync("write");
        var path = $"/manage/api/tenants/a{Guid.NewGuid():N}"[..34];

        var made = await SendAsync(api, HttpMethod.Put, path, """{"settings":{"DisplayName":"Fabrikam","SessionMaximumMinutes":60,"JustInTime":false}}""", ("If-None-Match", "*"));
        Assert.Equal(201, made.Status);
        Assert.Equal("incomplete", made.Json.GetProperty("state").GetString());
        Assert.Equal(60, made.Json.GetProperty("settings").GetProperty("SessionMaximumMinutes").GetInt32());
        var again = await SendAsync(api, HttpMethod.Put, path, """{"settings":{}}""", ("If-None-Match", "*"));
        Assert.Equal((412, "application/problem+json", made.ETag), (again.Status, again.Type, again.ETag));
        Assert.Equal("urn:sign-on:problem:tenant-exists", again.Json.GetProperty("type").GetString());
        Assert.Equal(412, (await SendAsync(api, HttpMethod.Put, path, """{"settings":{}}""", ("If-None-Match", "*"), ("If-Match", made.ETag!))).Status);
        Assert.Equal(304, (await SendAsync(api, HttpMethod.Get, path, null, ("If-None-Match", made.ETag!))).Status);
        Assert.Equal(200, (await SendAsync(api, HttpMethod.Get, path, null, ("If-None-Match", "\"YQ\""))).Status);

        var patched = await SendAsync(api, HttpMethod.Patch, path, """{"settings":{"SessionMaximumMinutes":null,"LandingUrl":"/x"}}""", ("If-Match", made.ETag!));
        Assert.Equal(200, patched.Status);
        Assert.NotEqual(made.ETag, patched.ETag);
        Assert.False(patched.Json.GetProperty("settings").TryGetProperty("SessionMaximumMinutes", out _));
        Assert.False(patched.Json.GetProperty("settings").GetProperty("JustInTime").GetBoolean());

        var late = await SendAsync(api, HttpMethod.Patch, path, """{"settings":{"LandingUrl":"/y"}}""", ("If-Match", made.ETag!));
        Assert.Equal((412, patched.ETag), (late.Status, late.ETag));
        var replaced = await SendAsync(api, HttpMethod.Put, path, """{"settings":{"DisplayName":"Other"}}""", ("If-Match", patched.ETag!));
        Assert.Equal(["DisplayName"], replaced.Json.GetProperty("settings").EnumerateObject().Select(p => p.Name));
        Assert.Equal(replaced.ETag, (await SendAsync(api, HttpMethod.Get, path)).ETag);

        Assert.Equal(412, (await SendAsync(api, HttpMethod.Delete, path, null, ("If-Match", made.ETag!))).Status);
        Assert.Equal(204, (await SendAsync(api, HttpMethod.Delete, path, null, ("If-Match", replaced.ETag!))).Status);
        Assert.Equal(404, (await SendAsync(api, HttpMethod.Get, path)).Status);
    }

    [Theory]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", null, 428)]
    [InlineData("PUT", """{"settings":{}}""", "application/json", null, 428)]
    [InlineData("DELETE", null, null, null, 428)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "*", 428)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "\"a", 428)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "\"a\", *", 428)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "\"YQ\", \"Yg\"", 412)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "W/current", 412)]
    [InlineData("PATCH", """{"settings":{"LandingUrl":"/x"}}""", "application/json", "\"YQ\", current", 200)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "\"not ours!\"", 412)]
    [InlineData("PATCH", """{"settings":{}}""", "text/plain", "\"YQ\"", 415)]
    [InlineData("PATCH", """{"settings":{"LandingUrl":"/a","LandingUrl":"/b"}}""", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", """{"settings":[]}""", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", """{"settings":{},"more":1}""", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", "[]", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", "{", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", """{"settings":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{}}}}}}}}}""", "application/json", "\"YQ\"", 400)]
    [InlineData("PATCH", """{"settings":{"landingUrl":"/a"}}""", "application/json", "\"YQ\"", 422)]
    [InlineData("PATCH", """{"settings":{"IdpMetadataError":"a"}}""", "application/json", "\"YQ\"", 422)]
    [InlineData("PATCH", """{"settings":{"EmailDomains":["a.example"]}}""", "application/json", "\"YQ\"", 422)]
    [InlineData("PATCH", """{"settings":{"LandingUrl":"/x"}}""", "application/json", "current", 200)]
    [InlineData("PATCH", """{"settings":{"LandingUrl":"javascript:x"}}""", "application/json", "current", 422)]
    [InlineData("PATCH", """{"settings":{"SessionMaximumMinutes":1e9}}""", "application/json", "current", 422)]
    public async Task Odd_requests_get_a_problem_that_says_what_is_wrong(string method, string? body, string? type, string? ifMatch, int status)
    {
        var tenant = await _app.AddTenantAsync();
        using var api = await ClientAsync("write");
        var path = $"/manage/api/tenants/{tenant.Id}";
        var etag = ifMatch?.Replace("current", (await SendAsync(api, HttpMethod.Get, path)).ETag, StringComparison.Ordinal);

        var answer = await SendAsync(api, new HttpMethod(method), path, body, type, etag is null ? [] : [("If-Match", etag)]);

        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Text}");
        Assert.Equal(status == 200 ? "application/json" : "application/problem+json", answer.Type);
        Assert.Equal(status == 422, answer.Json.TryGetProperty("errors", out var errors) && status != 200 && errors.GetArrayLength() > 0);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        using var api = await ClientAsync("write");
        var body = "{\"settings\":{\"DisplayName\":\"" + new string('a', 256 * 1024) + "\"}}";

        Assert.Equal(413, (await SendAsync(api, HttpMethod.Patch, "/manage/api/tenants/contoso", body, ("If-Match", "\"YQ\""))).Status);
    }

    [Fact]
    public async Task A_key_of_one_tenant_changes_that_tenant_and_makes_lists_and_deletes_none()
    {
        var tenant = await _app.AddTenantAsync();
        using var own = await ClientAsync("write", tenant.Id);
        var path = $"/manage/api/tenants/{tenant.Id}";
        var etag = (await SendAsync(own, HttpMethod.Get, path)).ETag!;

        Assert.Equal(403, (await SendAsync(own, HttpMethod.Get, "/manage/api/tenants")).Status);
        Assert.Equal(403, (await SendAsync(own, HttpMethod.Delete, path, null, ("If-Match", etag))).Status);
        Assert.Equal(403, (await SendAsync(own, HttpMethod.Put, path, """{"settings":{}}""", ("If-None-Match", "*"))).Status);
        var claim = await SendAsync(own, HttpMethod.Patch, path, """{"settings":{"DisplayName":"x","EmailDomains":"victim.example"}}""", ("If-Match", etag));
        Assert.Equal((403, "EmailDomains"), (claim.Status, claim.Json.GetProperty("errors")[0].GetProperty("column").GetString()));
        var changed = await SendAsync(own, HttpMethod.Patch, path, """{"settings":{"DisplayName":"x"}}""", ("If-Match", etag));
        Assert.Equal(200, changed.Status);
        var domains = changed.Json.GetProperty("settings").GetProperty("EmailDomains").GetString();
        var replaced = await SendAsync(own, HttpMethod.Put, path, """{"settings":{"DisplayName":"y"}}""", ("If-Match", changed.ETag!));
        Assert.Equal((200, domains), (replaced.Status, replaced.Json.GetProperty("settings").GetProperty("EmailDomains").GetString()));
        Assert.False(replaced.Json.GetProperty("settings").TryGetProperty("IdpSsoUrl", out _));
        using var reader = await ClientAsync("read", tenant.Id);
        Assert.Equal(403, (await SendAsync(reader, HttpMethod.Patch, path, """{"settings":{}}""", ("If-Match", etag))).Status);
    }

    [Theory]
    [InlineData("GET", "users?state=nonsense", null, 400, "query-malformed")]
    [InlineData("GET", "users?after=nonsense", null, 400, "query-malformed")]
    [InlineData("GET", "sign-ins?outcome=nonsense", null, 400, "query-malformed")]
    [InlineData("GET", "users/s-1", null, 404, "user-unknown")]
    [InlineData("POST", "users", """{"email":"x@contoso.com","settings":{"name":"x"},"more":1}""", 400, "body-malformed")]
    [InlineData("POST", "users", """{"email":"x@contoso.com","settings":{"name":7}}""", 400, "body-malformed")]
    [InlineData("POST", "users", """{"settings":{"name":"x"}}""", 422, "values-invalid")]
    [InlineData("POST", "users", """{"email":"x@contoso.com","settings":{"language":"en"}}""", 422, "values-invalid")]
    [InlineData("POST", "users", """{"email":"x@elsewhere.example","settings":{"name":"x"}}""", 422, "values-invalid")]
    [InlineData("POST", "setup-links", """{"name":"IT","days":3,"more":true}""", 400, "body-malformed")]
    [InlineData("POST", "setup-links", """{"name":"IT","days":3,"id":"0123456789ABCDEF"}""", 422, "values-invalid")]
    [InlineData("DELETE", "setup-links/0123456789abcdef", null, 404, "setup-link-unknown")]
    public async Task Each_problem_says_by_its_type_what_it_is(string method, string path, string? body, int status, string type)
    {
        var tenant = await _app.AddTenantAsync();
        using var api = await ClientAsync("write");

        var answer = await SendAsync(api, new HttpMethod(method), $"/manage/api/tenants/{tenant.Id}/{path}", body);

        Assert.True((status, $"urn:sign-on:problem:{type}") == (answer.Status, answer.Json.GetProperty("type").GetString()), $"{answer.Status}: {answer.Text}");
    }

    [Theory]
    [InlineData("GET", "users", null)]
    [InlineData("POST", "users", """{"email":"x@contoso.com","settings":{"name":"x"}}""")]
    [InlineData("GET", "sign-ins", null)]
    [InlineData("POST", "setup-links", """{"name":"IT","days":3}""")]
    public async Task Below_a_tenant_that_is_not_there_is_nothing(string method, string path, string? body)
    {
        using var api = await ClientAsync("write");

        var answer = await SendAsync(api, new HttpMethod(method), $"/manage/api/tenants/nobody/{path}", body);

        Assert.Equal((404, "urn:sign-on:problem:tenant-unknown"), (answer.Status, answer.Json.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Whatever_the_scope_no_key_writes_to_the_operators_own_tenant()
    {
        var path = $"/manage/api/tenants/{ManagedApp.OperatorTenant}";
        foreach (var scope in (string[])["", ManagedApp.OperatorTenant])
        {
            using var api = await ClientAsync("write", scope);
            var tenant = await SendAsync(api, HttpMethod.Get, path);
            Assert.Equal(200, tenant.Status);
            Assert.Equal(403, (await SendAsync(api, HttpMethod.Patch, path, """{"settings":{"RoleNames":"User=Admin"}}""", ("If-Match", tenant.ETag!))).Status);
            Assert.Equal(403, (await SendAsync(api, HttpMethod.Post, $"{path}/users", """{"email":"x@contoso.com","settings":{"name":"x","roles":["Admin"]}}""")).Status);
            Assert.Equal(403, (await SendAsync(api, HttpMethod.Post, $"{path}/setup-links", """{"name":"IT","days":3}""")).Status);
        }
    }

    [Fact]
    public async Task What_the_API_answers_is_what_its_description_says()
    {
        var tenant = await _app.AddTenantAsync();
        await _app.NewBrowser().SignInAsync(tenant, People.BSimon);
        using var api = await ClientAsync("write");
        var path = $"/manage/api/tenants/{tenant.Id}";
        var invited = await SendAsync(api, HttpMethod.Post, $"{path}/users", """{"email":"kim@contoso.com","settings":{"name":"Kim","roles":["Admin"]}}""");
        var users = await SendAsync(api, HttpMethod.Get, $"{path}/users");
        var simon = users.Json.GetProperty("users").EnumerateArray().Single(u => u.GetProperty("state").GetString() == "active");
        var one = await SendAsync(api, HttpMethod.Get, $"{path}/users/{simon.GetProperty("key").GetString()}");
        // What was read can be sent back, also of a person whom nobody gave a name here.
        var put = await SendAsync(api, HttpMethod.Put, $"{path}/users/{simon.GetProperty("key").GetString()}", one.Json.GetProperty("settings").GetRawText(), ("If-Match", one.ETag!));
        Assert.Equal(200, put.Status);
        var signIns = await SendAsync(api, HttpMethod.Get, $"{path}/sign-ins");
        var trace = await SendAsync(api, HttpMethod.Get, $"/manage/api/trace/{signIns.Json.GetProperty("signIns")[0].GetProperty("correlationId").GetString()}?tenant={tenant.Id}");
        var link = await SendAsync(api, HttpMethod.Post, $"{path}/setup-links", """{"name":"IT","days":3}""");

        Assert.Equal("", await OpenApiValidator.FindProblemsAsync(
            JsonNode.Parse((await SendAsync(api, HttpMethod.Get, "/manage/api/openapi.json")).Text)!.AsObject(),
            [
                ("ApiKeyDocument", await NodeAsync(api, "/manage/api/key")),
                ("ApiTenantDocument", await NodeAsync(api, path)),
                ("ApiTenantsDocument", await NodeAsync(api, "/manage/api/tenants")),
                ("ApiUserDocument", JsonNode.Parse(invited.Text)!),
                ("ApiUserDocument", JsonNode.Parse(one.Text)!),
                ("ApiUserSettings", JsonNode.Parse(one.Json.GetProperty("settings").GetRawText())!),
                ("ApiUsersDocument", JsonNode.Parse(users.Text)!),
                ("ApiSignInsDocument", JsonNode.Parse(signIns.Text)!),
                ("ApiTraceDocument", JsonNode.Parse(trace.Text)!),
                ("ApiSetupLinkDocument", JsonNode.Parse(link.Text)!),
                ("ApiSetupLinksDocument", await NodeAsync(api, $"{path}/setup-links")),
                ("ProblemDocument", await NodeAsync(api, "/manage/api/tenants/nobody")),
            ],
            Stop));
    }

    [Fact]
    public async Task Setup_links_are_made_listed_used_and_revoked()
    {
        var tenant = await _app.AddTenantAsync();
        using var api = await ClientAsync("write", tenant.Id);
        var path = $"/manage/api/tenants/{tenant.Id}/setup-links";

        Assert.Equal(422, (await SendAsync(api, HttpMethod.Post, path, """{"name":"","days":31}""")).Status);
        var made = await SendAsync(api, HttpMethod.Post, path, """{"name":"IT","days":3}""");
        Assert.Equal(201, made.Status);
        var url = made.Json.GetProperty("url").GetString()!;
        Assert.StartsWith("Set up single sign-on for", (await (await _app.NewBrowser().OpenAsync(url)).PressAsync("Open the guide")).Heading, StringComparison.Ordinal);
        var id = made.Json.GetProperty("id").GetString();
        Assert.Equal(204, (await SendAsync(api, HttpMethod.Delete, $"{path}/{id}")).Status);

        var link = Assert.Single((await SendAsync(api, HttpMethod.Get, path)).Json.GetProperty("links").EnumerateArray());
        Assert.Equal("revoked", link.GetProperty("state").GetString());
        Assert.False(link.TryGetProperty("url", out _));
        Assert.Equal(404, (await SendAsync(api, HttpMethod.Delete, $"{path}/zz")).Status);
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_and_an_outage_is_a_problem_too()
    {
        var mark = $"api{Guid.NewGuid():N}"[..14];
        for (var i = 0; i < 27; i++)
        {
            await _app.AddTenantAsync(new TenantSpec().With("DisplayName", $"{mark} {i:00}"));
        }

        using var api = await ClientAsync("read");
        var first = await SendAsync(api, HttpMethod.Get, $"/manage/api/tenants?q={mark}");
        var second = await SendAsync(api, HttpMethod.Get, $"/manage/api/tenants?q={mark}&after={first.Json.GetProperty("next").GetString()}");
        Assert.Equal((25, 2), (first.Json.GetProperty("tenants").GetArrayLength(), second.Json.GetProperty("tenants").GetArrayLength()));
        Assert.False(second.Json.TryGetProperty("next", out _));

        // The key is still read; the tenants are not.
        using var fault = _app.Storage.Inject(StorageFaultKind.Refuse, operation => operation.ToString().Contains("Tenants", StringComparison.Ordinal));
        var down = await SendAsync(api, HttpMethod.Get, "/manage/api/tenants/operators");
        Assert.Equal((503, "application/problem+json"), (down.Status, down.Type));
    }

    [Fact]
    public async Task The_description_is_served()
    {
        using var api = await ClientAsync("read");

        var answer = await SendAsync(api, HttpMethod.Get, "/manage/api/openapi.json");

        Assert.Equal(("3.1.0", _app.BaseUrl.GetLeftPart(UriPartial.Authority)), (answer.Json.GetProperty("openapi").GetString(), answer.Json.GetProperty("servers")[0].GetProperty("url").GetString()));
    }

    private static async Task<JsonNode> NodeAsync(HttpClient api, string path) => JsonNode.Parse((await SendAsync(api, HttpMethod.Get, path)).Text)!;

    private static Task<Answer> SendAsync(HttpClient api, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(api, method, path, body, "application/json", headers);

    private static async Task<Answer> SendAsync(HttpClient api, HttpMethod method, string path, string? body, string? type, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type!);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await api.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return new Answer(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(), text, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    [Fact]
    public async Task An_e_mail_domain_that_two_tenants_claim_is_told_in_the_words_of_the_page_and_to_a_customer_without_the_others_name()
    {
        var domain = $"{Guid.NewGuid():N}.example";
        var (first, second) = (await _app.AddTenantAsync(new TenantSpec().With("EmailDomains", domain)), await _app.AddTenantAsync());
        using var api = await ClientAsync("write");
        using var own = await ClientAsync("read", first.Id);
        var path = $"/manage/api/tenants/{first.Id}";
        JsonElement[] Told(Answer answer) => [.. answer.Json.GetProperty("warnings").EnumerateArray().Where(w => w.GetProperty("column").GetString() == "EmailDomains")];

        var before = await SendAsync(api, HttpMethod.Get, path);
        Assert.Empty(Told(before));
        var other = await SendAsync(api, HttpMethod.Get, $"/manage/api/tenants/{second.Id}");
        // An instance that has no listing of domains yet: the answer to the change tells it at once.
        var instance = await _app.StartAnotherAsync();
        using var elsewhere = At(instance.Port, api);
        using var ownElsewhere = At(instance.Port, own);
        var changed = await SendAsync(elsewhere, HttpMethod.Patch, $"/manage/api/tenants/{second.Id}", $$$"""{"settings":{"EmailDomains":"{{{domain}}}"}}""", ("If-Match", other.ETag!));
        Assert.Contains($"{domain} is claimed by {first.Id}, too.", Told(changed).Single().GetProperty("message").GetString(), StringComparison.Ordinal);

        // Nothing of the first one's row has changed, and its document has all the same.
        var now = await SendAsync(elsewhere, HttpMethod.Get, path, null, ("If-None-Match", before.ETag!));
        Assert.Equal((200, before.ETag), (now.Status, now.ETag));
        var message = Told(now).Single().GetProperty("message").GetString()!;
        Assert.Contains($"{domain} is claimed by {second.Id}, too.", message, StringComparison.Ordinal);
        Assert.Contains(message, (await managed.Operator.Copy(instance.Port).OpenAsync(_app.Url($"/manage/tenants/{first.Id}"))).Text, StringComparison.Ordinal);
        var told = Told(await SendAsync(ownElsewhere, HttpMethod.Get, path)).Single().GetProperty("message").GetString()!;
        Assert.Contains($"{domain} is claimed by another tenant, too.", told, StringComparison.Ordinal);
        Assert.DoesNotContain(second.Id, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setup_link_that_is_asked_for_twice_under_one_id_is_made_once()
    {
        var tenant = await _app.AddTenantAsync();
        using var api = await ClientAsync("write", tenant.Id);
        var path = $"/manage/api/tenants/{tenant.Id}/setup-links";
        const string Body = """{"name":"IT","days":3,"id":"0123456789abcdef"}""";

        var made = await SendAsync(api, HttpMethod.Post, path, Body);
        var again = await SendAsync(api, HttpMethod.Post, path, Body);

        Assert.Equal((201, "0123456789abcdef"), (made.Status, made.Json.GetProperty("id").GetString()));
        Assert.Equal((409, "urn:sign-on:problem:setup-link-exists"), (again.Status, again.Json.GetProperty("type").GetString()));
        Assert.Equal(1, (await SendAsync(api, HttpMethod.Get, path)).Json.GetProperty("links").GetArrayLength());
    }

    private static HttpClient At(int port, HttpClient api)
    {
        var elsewhere = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        elsewhere.DefaultRequestHeaders.Authorization = api.DefaultRequestHeaders.Authorization;
        return elsewhere;
    }

    private async Task<HttpClient> ClientAsync(string rights, string tenant = "")
    {
        var keys = await managed.Operator.Copy().OpenAsync(_app.Url("/manage/keys"));
        var made = await keys.Type("name", "api test").Type("scope", tenant.Length == 0 ? "all" : "one").Type("tenant", tenant).Type("rights", rights).PressAsync("Make the key");
        var api = new HttpClient { BaseAddress = new Uri($"http://localhost:{_app.First.Port}") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Document.QuerySelector("#secret")!.TextContent);
        return api;
    }

    private sealed record Answer(int Status, string? Type, string? ETag, string Text, JsonElement Json);
}
