using System.Runtime.CompilerServices;
using System.Text.Json;
using Functions.Html;
using Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Functions.Tests.Http;

public sealed class ResultsTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Theory]
    [InlineData("/größe?q=ä b", "/gr%C3%B6%C3%9Fe?q=%C3%A4%20b")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/a%0D%0ASet-Cookie:%20x=y")]
    [InlineData("https://idp.example/?SAMLRequest=a%2Bb%3D&Signature=c%2f", "https://idp.example/?SAMLRequest=a%2Bb%3D&Signature=c%2f")]
    public async Task A_redirect_is_always_a_legal_header_and_leaves_encoded_queries_alone(string url, string location)
    {
        var http = HttpFixture.Context();

        await RedirectTo.SeeOther(url).SendAsync(http);

        Assert.Equal(303, http.Response.StatusCode);
        Assert.Equal(location, http.Response.Headers.Location);
    }

    [Fact]
    public void Half_a_character_does_not_break_a_redirect() => Assert.Equal("/%EF%BF%BD", RedirectTo.Found("/\ud800").Url);

    [Fact]
    public async Task A_page_is_UTF8_with_its_length()
    {
        var http = HttpFixture.Context();

        var body = await new PageResult(Markup.Of($"<p>{"Zoë"}</p>"), 403).SendAsync(http);

        Assert.Equal("<p>Zoë</p>", body);
        Assert.Equal(403, http.Response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", http.Response.ContentType);
        Assert.Equal(11, http.Response.ContentLength);
    }

    [Fact]
    public async Task A_page_can_go_on_by_itself_or_say_when_to_come_back()
    {
        var http = HttpFixture.Context();

        await new PageResult(Markup.Empty, 503) { Refresh = (0, "/saml/a/sso?login_hint=ä"), RetryAfter = TimeSpan.FromMilliseconds(1500) }.SendAsync(http);

        Assert.Equal("0; url=/saml/a/sso?login_hint=%C3%A4", http.Response.Headers["Refresh"]);
        Assert.Equal("2", http.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Who_has_the_content_already_gets_304()
    {
        var first = HttpFixture.Context();
        var body = await Content().SendAsync(first);
        var tag = first.Response.Headers.ETag.ToString();
        var second = HttpFixture.Context();
        second.Request.Headers.IfNoneMatch = $"\"other\", W/{tag}";

        var nothing = await Content().SendAsync(second);

        Assert.Equal("abc", body);
        Assert.Equal("public, max-age=300", first.Response.Headers.CacheControl);
        Assert.Equal(304, second.Response.StatusCode);
        Assert.Empty(nothing);
        Assert.Equal(tag, second.Response.Headers.ETag);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("not a tag")]
    public async Task Who_has_something_else_gets_the_content(string header)
    {
        var http = HttpFixture.Context();
        http.Request.Headers.IfNoneMatch = header;

        Assert.Equal("abc", await Content().SendAsync(http));
        Assert.Equal(200, http.Response.StatusCode);
    }

    [Fact]
    public async Task HEAD_sends_headers_alone()
    {
        var http = HttpFixture.Context();
        http.Request.Method = "HEAD";

        Assert.Empty(await Content().SendAsync(http));
        Assert.Equal(3, http.Response.ContentLength);
    }

    [Fact]
    public async Task A_document_is_JSON_with_its_length_and_its_status()
    {
        var http = HttpFixture.Context();

        var body = await JsonResult.Of(new ProblemDocument("urn:x", "t", 404, "Zoë", "c"), AppJson.Default.ProblemDocument, "application/problem+json", 404).SendAsync(http);

        Assert.Equal("""{"type":"urn:x","title":"t","status":404,"detail":"Zo\u00EB","correlationId":"c"}""", body);
        Assert.Equal(404, http.Response.StatusCode);
        Assert.Equal("application/problem+json", http.Response.ContentType);
        Assert.Equal(body.Length, http.Response.ContentLength);
    }

    [Fact]
    public async Task HEAD_of_a_document_a_page_or_a_redirect_has_no_body()
    {
        foreach (var result in new IResult[] { JsonResult.Of(new ProblemDocument("urn:x", "t", 404, "d", "c"), AppJson.Default.ProblemDocument), new PageResult(Markup.Of($"<p>x</p>")), RedirectTo.Found("/x") })
        {
            var http = HttpFixture.Context();
            http.Request.Method = "HEAD";

            Assert.Empty(await result.SendAsync(http));
            Assert.NotEqual(0, http.Response.ContentLength);
        }
    }

    public static TheoryData<Type> Results() => [.. typeof(AcsFunction).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IResult)) && !t.IsAbstract)];

    /// <summary>The worker sends each result to the host a second time, as the JSON that a serializer makes of it.</summary>
    [Theory]
    [MemberData(nameof(Results))]
    public void Nothing_of_a_result_is_left_for_a_serializer(Type type) =>
        Assert.Equal("{}", JsonSerializer.Serialize(RuntimeHelpers.GetUninitializedObject(type), type, WithFields));

    [Fact]
    public void Nothing_of_the_answer_to_a_sign_in_is_left_for_a_serializer()
    {
        IResult[] answers =
        [
            RedirectTo.Found("https://idp.example/?login_hint=b.simon%40contoso.com"),
            new PageResult(Markup.Of($"<p>B.Simon</p>"), 403) { Refresh = (0, "/saml/a/sso?login_hint=b.simon%40contoso.com"), RetryAfter = TimeSpan.FromSeconds(1), Allow = "POST" },
            JsonResult.Of(new ProblemDocument("urn:x", "t", 404, "d", "c"), AppJson.Default.ProblemDocument),
            Content(),
            new StatusResult(204),
        ];

        Assert.All(answers, answer => Assert.Equal("{}", JsonSerializer.Serialize<object>(answer)));
    }

    private static ContentResult Content() => new("abc"u8.ToArray(), "application/samlmetadata+xml", "public, max-age=300");
}
