using System.Net.Http.Headers;
using System.Text;
using LocalIdp.Tests.Signing;
using Microsoft.Extensions.Time.Testing;
using TestSupport;

namespace LocalIdp.Tests;

public sealed class LocalIdpServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, LocalIdpOptions> WrongOptions => new()
    {
        { "Host must be", new() { Host = "0.0.0.0" } },
        { "A free port", new() { Host = "localhost" } },
        { "Port 70000", new() { Port = 70_000 } },
        { "at least one account", new() { Users = [] } },
        { "same ObjectId", new() { Users = [SampleUsers.Ana, SampleUsers.Ana] } },
        { "same AppId", With(TestIdp.Pymetrics, TestIdp.Pymetrics with { Identifiers = ["other"] }) },
        { "registered twice", With(TestIdp.Pymetrics, TestIdp.Pymetrics with { AppId = Guid.NewGuid() }) },
        { "needs an identifier", With(TestIdp.Pymetrics with { Identifiers = [] }) },
        { "needs a reply URL", With(TestIdp.Pymetrics with { ReplyUrls = [] }) },
        { "absolute http or https", With(TestIdp.Pymetrics with { ReplyUrls = ["javascript:alert(1)"] }) },
        { "needs a SignOnUrl", With(TestIdp.RunMyProcess with { SignOnUrl = null }) },
        { "needs a RequestCertificate", With(TestIdp.RunMyProcess with { RequireSignedRequests = true }) },
        { "user.shoesize", With(TestIdp.Pymetrics with { Attributes = new Dictionary<string, string> { ["x"] = "user.shoesize" } }) },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task Wrong_options_are_refused_at_start(string message, LocalIdpOptions options)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => LocalIdpServer.StartAsync(options, Cancel));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateResponse_returns_base64_of_a_Response_that_is_signed_after_the_overrides()
    {
        await using var idp = await TestIdp.StartAsync();

        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(idp.Server.CreateResponse(
            TestIdp.Pymetrics,
            SampleUsers.Guest,
            "_q",
            response => response.WithAudiences("https://wrong.example") with { NameId = "chosen" })));

        Assert.Contains("<Audience>https://wrong.example</Audience>", xml, StringComparison.Ordinal);
        Assert.Contains(">chosen</NameID>", xml, StringComparison.Ordinal);
        var (verified, output) = await Xmlsec.VerifyAsync(xml, SamlUris.Assertion, "Assertion", TestKeys.Rsa, Cancel);
        Assert.True(verified, output);
    }

    [Fact]
    public async Task Times_come_from_the_given_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var idp = await TestIdp.StartAsync(options => options with { Clock = clock });

        var xml = idp.Server.CreateResponseXml(TestIdp.Pymetrics, SampleUsers.BSimon);

        Assert.Contains("AuthnInstant=\"2030-05-06T07:08:09.000Z\"", xml, StringComparison.Ordinal);
        Assert.Contains("NotOnOrAfter=\"2030-05-06T08:18:09.000Z\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_on_a_curve_signs_with_ECDSA()
    {
        await using var idp = await TestIdp.StartAsync(options => options with { SigningCertificate = TestKeys.P256 });

        var xml = idp.Server.CreateResponseXml(TestIdp.RunMyProcess, SampleUsers.BSimon);

        Assert.Contains("#ecdsa-sha256", xml, StringComparison.Ordinal);
        Assert.True(SignedXmlCheck.Verify(xml, SamlUris.Protocol, "Response", TestKeys.P256));
        Assert.True(SignedXmlCheck.Verify(xml, SamlUris.Assertion, "Assertion", TestKeys.P256));
    }

    [Fact]
    public async Task Several_servers_run_side_by_side_and_stop_when_disposed_even_twice()
    {
        var first = await TestIdp.StartAsync();
        await using var second = await TestIdp.StartAsync();

        Assert.NotEqual(first.Server.Urls.BaseUrl, second.Server.Urls.BaseUrl);
        await first.Server.DisposeAsync();
        await first.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => first.GetAsync("/"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await second.GetAsync("/")).Status);
        first.Http.Dispose();
    }

    [Fact]
    public async Task Pages_carry_headers_that_keep_them_out_of_frames_and_caches()
    {
        await using var idp = await TestIdp.StartAsync();

        using var response = await idp.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Equal(new CacheControlHeaderValue { NoStore = true }, response.Headers.CacheControl);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static LocalIdpOptions With(params LocalIdpApplication[] applications) => new() { Applications = applications };
}
