using System.IO.Compression;
using System.Net;
using System.Text;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Security;

/// <summary>Bodies that are no sign-in message at all: each gets its own status and code, and never a 500.</summary>
public sealed class BadBodyTests(SharedApp shared)
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly AppUnderTest _app = shared.App;

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("text/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    public async Task What_is_not_a_form_gets_415(string type) =>
        (await PostAsync(type, "SAMLResponse=x")).IsRefused(415, "ContentTypeUnsupported");

    [Theory]
    [InlineData("", "ResponseMissing")]
    [InlineData("RelayState=x", "ResponseMissing")]
    [InlineData("SAMLResponse=", "ResponseMissing")]
    [InlineData("SAMLResponse=%21%21%21", "NotBase64")]
    [InlineData("SAMLResponse=PHg", "NotBase64")]
    [InlineData("SAMLResponse=%EF%BB%BFPGEvPg%3D%3D", "NotBase64")]
    [InlineData("SAMLResponse=aGVsbG8%3D", "NotXml")]
    [InlineData("SAMLResponse=PGE%2BPC9iPg%3D%3D", "NotXml")]
    [InlineData("SAMLResponse=PGE%2BJiN4MDs8L2E%2B", "NotXml")]
    [InlineData("SAMLResponse=PGEvPg%3D%3D", "NotAResponse")]
    [InlineData("SAMLResponse=PGEvPg%3D%3D&SAMLResponse=PGEvPg%3D%3D", "FormMalformed")]
    [InlineData("SAMLResponse=PGEvPg%3D%3D&samlresponse=PGEvPg%3D%3D", "FormMalformed")]
    [InlineData("SAMLResponse=PGEvPg%3D%3D&RelayState=a&RelayState=b", "FormMalformed")]
    [InlineData("SAMLResponse=%00", "FormMalformed")]
    public async Task What_is_no_response_gets_400_with_its_own_code(string body, string code) =>
        (await PostAsync(FormType, body)).IsRefused(400, code);

    [Theory]
    [InlineData("UTF-16")]
    [InlineData("UTF-32")]
    [InlineData("ISO-8859-1")]
    public async Task A_response_in_another_encoding_than_UTF_8_gets_400(string encoding)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?><a/>";

        var page = await PostAsync(FormType, "SAMLResponse=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.GetEncoding(encoding).GetBytes(xml))));

        page.IsRefused(400, "NotXml");
    }

    [Fact]
    public async Task A_deflated_response_as_in_the_redirect_binding_gets_400()
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write("<a/>"u8);
        }

        var page = await PostAsync(FormType, "SAMLResponse=" + Uri.EscapeDataString(Convert.ToBase64String(deflated.ToArray())));

        page.IsRefused(400, "NotXml");
    }

    [Fact]
    public async Task A_response_within_the_limits_of_size_but_too_deep_gets_400()
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));

        (await PostAsync(FormType, "SAMLResponse=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.ASCII.GetBytes(xml))))).IsRefused(400, "DocumentTooComplex");
    }

    [Fact]
    public async Task A_message_over_the_engines_limit_gets_413()
    {
        var xml = $"<a>{new string('x', 300_000)}</a>";

        (await PostAsync(FormType, "SAMLResponse=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.ASCII.GetBytes(xml))))).IsRefused(413, "MessageTooLarge");
    }

    [Fact]
    public async Task A_body_over_the_limit_gets_413() =>
        (await PostAsync(FormType, "SAMLResponse=" + new string('A', 600_000))).IsRefused(413, "BodyTooLarge");

    [Fact]
    public async Task More_fields_than_a_form_of_an_IdP_can_have_get_413() =>
        (await PostAsync(FormType, string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"a{i}=")))).IsRefused(413, "BodyTooLarge");

    [Fact]
    public async Task A_body_that_never_ends_is_cut_off_long_before_it_fills_the_memory()
    {
        var tenant = await _app.AddTenantAsync();

        var (answer, sent) = await EndlessForm.PostAsync(
            new DnsEndPoint("localhost", _app.PublicPort), new Uri(tenant.AcsUrl).PathAndQuery, _app.BaseUrl.Authority, TestContext.Current.CancellationToken);

        // 413 is the app's (AppTests); where the app hangs up while the host still sends, the host makes it 502.
        Assert.Matches(" (413|502) ", answer);
        Assert.True(sent < EndlessForm.Enough);
    }

    [Fact]
    public async Task A_compressed_body_is_not_unpacked()
    {
        var tenant = await _app.AddTenantAsync();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes("SAMLResponse=" + new string('A', 5_000_000)));
        }

        var page = await _app.NewBrowser().NavigateAsync(
            new Navigation(HttpMethod.Post, new Uri(tenant.AcsUrl), null, new FormBody(FormType, packed.ToArray(), "gzip")));

        page.IsRefused(415, "ContentTypeUnsupported");
    }

    [Fact]
    public async Task Rubbish_by_the_hundred_fills_the_audit_trail_to_a_bound_only()
    {
        var tenant = await _app.AddTenantAsync();

        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => _app.NewBrowser().PostAsync(tenant.AcsUrl, _app.BaseUrl, ("SAMLResponse", "!"))));
        }

        Assert.InRange((await tenant.SignInsAsync()).Count, 60, 80);
    }

    private async Task<Page> PostAsync(string type, string body)
    {
        var tenant = await _app.AddTenantAsync();
        return await _app.NewBrowser().NavigateAsync(
            new Navigation(HttpMethod.Post, new Uri(tenant.AcsUrl), new Uri(_app.Idp.Urls.BaseUrl), new FormBody(type, Encoding.ASCII.GetBytes(body))));
    }
}
