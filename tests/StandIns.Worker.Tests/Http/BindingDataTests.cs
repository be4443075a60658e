using System.Net;
using System.Text;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Http;

/// <summary>What the host does to a request before the worker sees it.</summary>
public sealed class BindingDataTests
{
    [Theory]
    [InlineData("named/1", "1,,,")]
    [InlineData("named/1?note=a", "1,a,,")]
    [InlineData("named/1?NOTE=a&note=b", "1,b,,")]
    [InlineData("named/1?note=", "1,,,")]
    [InlineData("named/1?id=2", "1,,,")]
    [InlineData("named/1?code=secret", "1,,,")]
    [InlineData("token?other=x", "a token")]
    public async Task A_parameter_without_a_place_in_the_route_takes_what_the_query_has_of_its_name(string path, string answer)
    {
        await using var app = await AppAsync();

        Assert.Equal(answer, await app.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("named/1", """ {"note":"a"}""", "1,a,, {\"note\":\"a\"}")]
    [InlineData("named/1?note=b", """{"note":"a"}""", "1,b,,{\"note\":\"a\"}")]
    [InlineData("named/1", """{"id":"2"}""", "1,,,{\"id\":\"2\"}")]
    [InlineData("named/1", """{"note":7,"code":true}""", "1,7,True,{\"note\":7,\"code\":true}")]
    [InlineData("named/1", """{"note":null,"code":[1]}""", "1,,,{\"note\":null,\"code\":[1]}")]
    [InlineData("named/1", """{"note":"a" """, "1,,,{\"note\":\"a\" ")]
    [InlineData("named/1", "note=a", "1,,,note=a")]
    [InlineData("named/1", " ", "1,,, ")]
    public async Task A_JSON_body_gives_its_members_too_and_stays_readable(string path, string body, string answer)
    {
        await using var app = await AppAsync();
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");

        using var response = await app.Http.PostAsync(path, content, TestContext.Current.CancellationToken);

        Assert.Equal(answer, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The worker's converter of JSON comes before the one of tokens, and a text is none.</summary>
    [Theory]
    [InlineData("token?cancellation=x", null)]
    [InlineData("token?Cancellation=", null)]
    [InlineData("token", """{"cancellation":"x"}""")]
    public async Task A_token_in_a_parameter_can_be_spoilt_by_anybody_who_names_it(string path, string? body)
    {
        await using var app = await AppAsync();
        using var content = new StringContent(body ?? "", Encoding.UTF8, "application/json");

        using var response = await (body is null ? app.Http.GetAsync(path, TestContext.Current.CancellationToken) : app.Http.PostAsync(path, content, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [InlineData("?a=%7E%2D%2E%5F%41%7a", "?a=~-._Az")]
    [InlineData("?a=%zz&b=%", "?a=%25zz&b=%25")]
    [InlineData("?a=%2f%2F%3a%2B%3d%20%C3%A9+!*'()", "?a=%2f%2F%3a%2B%3d%20%C3%A9+!*'()")]
    public async Task The_way_to_the_worker_rewrites_escapes_that_nobody_needs_and_leaves_the_others(string query, string seen)
    {
        await using var app = await AppAsync();
        var address = new Uri(app.Http.BaseAddress + "query" + query, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        Assert.Equal(seen, await app.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    private static Task<FunctionApp> AppAsync() => FunctionApp.Of(HostJson.NoPrefix, typeof(BindingFunctions)).WithHttp().StartAsync();
}
