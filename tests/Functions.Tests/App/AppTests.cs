using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestSupport;

namespace Functions.Tests.App;

public sealed class AppTests(AppWithoutStorage app) : IClassFixture<AppWithoutStorage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 200, null)]
    [InlineData("/session/ended", 200, null)]
    [InlineData("/health/live", 200, null)]
    [InlineData("/session", 401, null)]
    [InlineData("/setting-up", 303, null)]
    [InlineData("/assets/none.css", 404, "NotFound")]
    [InlineData("/saml/contoso/acs", 405, "MethodNotAllowed")]
    [InlineData("/saml2-sp/contoso/contoso/?acs", 405, "MethodNotAllowed")]
    [InlineData("/saml2-sp/contoso/other/?sso", 404, "NotFound")]
    [InlineData("/saml2-sp/contoso/other/metadata/", 404, "NotFound")]
    [InlineData("/saml2-sp/contoso/contoso/", 404, "NotFound")]
    [InlineData("/saml/contoso/sso", 503, "StorageUnavailable")]
    [InlineData("/saml2-sp/contoso/contoso/?sso", 503, "StorageUnavailable")]
    [InlineData("/live/contoso", 503, "StorageUnavailable")]
    [InlineData("/saml/contoso/metadata", 503, "StorageUnavailable")]
    [InlineData("/saml/contoso/slo?SAMLRequest=QQ", 503, "StorageUnavailable")]
    [InlineData("/saml/contoso/slo?SAMLResponse=QQ", 503, "StorageUnavailable")]
    [InlineData("/saml2-sp/contoso/contoso/metadata/", 503, "StorageUnavailable")]
    public async Task Every_answer_has_its_status_its_code_and_the_security_headers(string url, int status, string? code)
    {
        using var answer = await app.Http.GetAsync(new Uri(url, UriKind.Relative), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        if (code is not null)
            Assert.Equal(code, Regex.Match(body, "<code id=\"error-code\">([^<]*)</code>").Groups[1].Value);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
        Assert.Matches("^[0-9a-f]{32}$", Header(answer, "X-Correlation-Id"));
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_storage_is_down_the_page_says_when_to_come_back_and_carries_the_id_of_the_log()
    {
        using var answer = await app.Http.GetAsync(new Uri("/saml/contoso/sso", UriKind.Relative), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Contains($"<code id=\"correlation-id\">{Header(answer, "X-Correlation-Id")}</code>", body, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("application/json", "{}", 415, "ContentTypeUnsupported")]
    [InlineData("multipart/form-data; boundary=x", "--x--", 415, "ContentTypeUnsupported")]
    [InlineData("application/x-www-form-urlencoded", "SAMLResponse=%00", 400, "FormMalformed")]
    [InlineData("application/x-www-form-urlencoded", "SAMLResponse=QQ&SAMLResponse=Qg", 400, "FormMalformed")]
    [InlineData("application/x-www-form-urlencoded", "SAMLResponse=QQ", 503, "StorageUnavailable")]
    public async Task A_bad_body_is_refused_with_its_own_code(string contentType, string body, int status, string code)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await app.Http.PostAsync(new Uri("/saml/contoso/acs", UriKind.Relative), content, Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"<code id=\"error-code\">{code}</code>", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_body_that_never_ends_is_413_long_before_it_fills_the_memory()
    {
        var server = app.Http.BaseAddress!;

        var (answer, sent) = await EndlessForm.PostAsync(new DnsEndPoint(server.Host, server.Port), "/saml/contoso/acs", server.Authority, Cancellation);

        Assert.Contains(" 413 ", answer, StringComparison.Ordinal);
        Assert.True(sent < EndlessForm.Enough);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_oversized_body_is_413_whether_it_tells_its_length_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/saml2-sp/contoso/contoso/?acs", UriKind.Relative))
        {
            Content = new StringContent("SAMLResponse=" + new string('A', 600 * 1024), null, "application/x-www-form-urlencoded"),
        };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await app.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("BodyTooLarge", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Another_site_cannot_sign_anybody_out(string site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/session/end", UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await app.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_logout_address_ends_nothing_by_itself()
    {
        using var get = await app.Http.GetAsync(new Uri("/saml/contoso/slo", UriKind.Relative), Cancellation);
        using var post = await app.Http.PostAsync(new Uri("/saml/contoso/slo", UriKind.Relative), null, Cancellation);

        Assert.Equal("/session/ended", get.Headers.Location?.OriginalString);
        Assert.Equal("/saml/contoso/slo", post.Headers.Location?.OriginalString);
        Assert.False(get.Headers.Contains("Set-Cookie"));
        Assert.False(post.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Health_tells_which_dependency_is_down()
    {
        // The app makes its key at this first start. On a busy machine that takes longer than /health waits, and it rightly says so.
        var document = await Eventually.GetAsync("the keys are up", TimeSpan.FromMinutes(2), async () =>
        {
            using var answer = await app.Http.GetAsync(new Uri("/health", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            return (string?)body["dependencies"]!["keys"] == "up" ? body : null;
        });

        Assert.Equal(("unavailable", "down"), ((string?)document["status"], (string?)document["dependencies"]!["storage"]));
    }

    [Fact]
    public async Task The_front_page_is_styled_by_a_file_that_browsers_may_keep_for_good()
    {
        var page = await app.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        var href = Regex.Match(page, "<link rel=\"stylesheet\" href=\"([^\"]+)\">").Groups[1].Value;
        using var css = await app.Http.GetAsync(new Uri(href, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, css.StatusCode);
        Assert.Equal("text/css", css.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", Header(css, "Cache-Control"));
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
}
