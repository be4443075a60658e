using System.Net;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Http;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("numbers/42", "GET 42")]
    [InlineData("codes/ab", "ab")]
    [InlineData("optional/a", "a,none")]
    [InlineData("optional/a/b", "a,b")]
    [InlineData("optional/a%2Fb/%C3%A9", "a%2Fb,é")]
    [InlineData("rest", "none")]
    [InlineData("rest/a/b", "a/b")]
    [InlineData("byname", "by name")]
    [InlineData("same", "read")]
    [InlineData("", "root")]
    [InlineData("ids/7f0c8a0e-9c6e-4a53-8f0e-0d8a43a1c111", "7f0c8a0e9c6e4a538f0e0d8a43a1c111")]
    public async Task A_request_reaches_the_function_of_its_route(string path, string answer)
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions)).WithHttp().StartAsync();

        Assert.Equal(answer, await app.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "numbers/many")]
    [InlineData("GET", "codes/abc")]
    [InlineData("GET", "optional")]
    [InlineData("GET", "nowhere")]
    [InlineData("GET", "api/byname")]
    [InlineData("POST", "numbers/42")]
    [InlineData("HEAD", "numbers/42")]
    [InlineData("DELETE", "same")]
    [InlineData("GET", "admin/functions/Number")]
    public async Task What_matches_no_function_is_not_found_and_a_wrong_method_is_such_a_case(string method, string path)
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions)).WithHttp().StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Two_functions_share_a_route_with_different_methods()
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions)).WithHttp().StartAsync();

        var response = await app.Http.PutAsync("same", null, TestContext.Current.CancellationToken);

        Assert.Equal("write", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "boxes/new", "box new")]
    [InlineData("POST", "boxes/new", "new box")]
    [InlineData("GET", "cups/new", "new cup")]
    [InlineData("GET", "cups/old", "cup old")]
    public async Task Of_two_routes_that_match_the_one_of_the_first_name_wins_as_on_the_host(string method, string path, string answer)
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions)).WithHttp().StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(answer, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "api/byname")]
    [InlineData("""{ "version": "2.0" }""", "api/ByName")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1/x" } } }""", "v1/x/byname")]
    [InlineData("""{ "version": "2.0", /* a comment */ "Extensions": { "HTTP": { "RoutePrefix": "up" } }, }""", "up/byname")]
    public async Task The_route_prefix_comes_from_host_json(string? hostJson, string path)
    {
        await using var app = await FunctionApp.Of(hostJson, typeof(RouteFunctions)).WithHttp().StartAsync();

        Assert.Equal("by name", await app.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_setting_overrides_host_json()
    {
        await using var app = await FunctionApp.Of(HostJson.NoPrefix, typeof(RouteFunctions))
            .With("AzureFunctionsJobHost:extensions:http:routePrefix", "other").WithHttp().StartAsync();

        Assert.Equal("by name", await app.Http.GetStringAsync("other/byname", TestContext.Current.CancellationToken));
    }
}
