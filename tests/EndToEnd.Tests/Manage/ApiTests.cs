using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Harness;

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
        Assert.Equal((412, "application/problem+json"), (again.Status, again.Type));

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
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "\"a\", \"b\"", 428)]
    [InlineData("PATCH", """{"settings":{}}""", "application/json", "W/\"a\"", 428)]
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
        var etag = ifMatch == "current" ? (await SendAsync(api, HttpMethod.Get, path)).ETag : ifMatch;

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

        Assert.Equal(413, (await SendAsync(api, HttpMethod.Patch, "/manage/api/tenants/operators", body, ("If-Match", "\"YQ\""))).Status);
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
        Assert.Equal(200, (await SendAsync(own, HttpMethod.Patch, path, """{"settings":{"DisplayName":"x"}}""", ("If-Match", etag))).Status);
        using var reader = await ClientAsync("read", tenant.Id);
        Assert.Equal(403, (await SendAsync(reader, HttpMethod.Patch, path, """{"settings":{}}""", ("If-Match", etag))).Status);
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

    private async Task<HttpClient> ClientAsync(string rights, string tenant = "")
    {
        var keys = await managed.Operator.Copy().OpenAsync(_app.Url("/manage/keys"));
        var made = await keys.Type("name", "api test").Type("tenant", tenant).Type("rights", rights).PressAsync("Make the key");
        var api = new HttpClient { BaseAddress = new Uri($"http://localhost:{_app.First.Port}") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Document.QuerySelector("#secret")!.TextContent);
        return api;
    }

    private sealed record Answer(int Status, string? Type, string? ETag, string Text, JsonElement Json);
}
