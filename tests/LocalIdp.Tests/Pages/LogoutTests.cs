using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using LocalIdp.Tests.Signing;

namespace LocalIdp.Tests.Pages;

public sealed partial class LogoutTests
{
    private const string Slo = "https://sp.example/saml/contoso/slo";

    [Fact]
    public async Task A_request_is_answered_by_redirect_signed_and_under_the_login_address()
    {
        await using var idp = await StartAsync(app => app);

        var answer = await AnswerAsync(idp, Request(idp), "state");

        Assert.StartsWith(Slo + "?SAMLResponse=", answer.Location, StringComparison.Ordinal);
        Assert.Contains("InResponseTo=\"_1\"", answer.Xml, StringComparison.Ordinal);
        Assert.Contains($"<Issuer xmlns=\"{SamlUris.Assertion}\">https://login.microsoftonline.com/{idp.Server.Options.DirectoryId}/</Issuer>", answer.Xml, StringComparison.Ordinal);
        Assert.Contains(SamlUris.Success, answer.Xml, StringComparison.Ordinal);
        Assert.Contains("&RelayState=state&SigAlg=", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_can_be_answered_with_a_partial_logout()
    {
        await using var idp = await StartAsync(app => app with { PartialLogout = true });

        Assert.Contains(SamlUris.PartialLogout, (await AnswerAsync(idp, Request(idp))).Xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_remembers_who_signed_in_until_a_request_or_the_page_ends_it()
    {
        await using var idp = await StartAsync(app => app);
        var (_, page) = await idp.GetAsync(idp.Server.Urls.Tile(TestIdp.Pymetrics.AppId));
        var response = TestIdp.ResponseXml((await idp.PickAsync(page, SampleUsers.BSimon)).Text);
        await idp.PickAsync(page, SampleUsers.Ana);
        var name = NameId().Match(response).Groups[1].Value;

        await AnswerAsync(idp, Request(idp, name));
        var (_, rest) = await idp.GetAsync(idp.Server.Urls.Logout);
        using var sent = await idp.Http.GetAsync(new Uri(Link().Match(rest).Groups[1].Value), TestContext.Current.CancellationToken);
        var (_, empty) = await idp.GetAsync(idp.Server.Urls.Logout);

        Assert.DoesNotContain("B.Simon", rest, StringComparison.Ordinal);
        Assert.Contains("Sign ana.ruiz@contoso.com out of", rest, StringComparison.Ordinal);
        Assert.StartsWith(Slo + "?SAMLRequest=", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("&Signature=", sent.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("ana.ruiz", empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another issuer", "AADSTS700016")]
    [InlineData("another destination", "AADSTS75005")]
    [InlineData("no name", "AADSTS75005")]
    [InlineData("a wrong signature", "AADSTS50012")]
    public async Task A_request_that_is_wrong_is_refused(string what, string code)
    {
        await using var idp = await StartAsync(app => app with { RequestCertificate = TestKeys.Rsa });
        var request = Options(idp);
        var xml = LogoutXml.Request(what switch
        {
            "another issuer" => request with { Issuer = "https://other.example" },
            "another destination" => request with { Destination = "https://other.example" },
            "no name" => request with { NameId = null },
            _ => request,
        });
        var url = RedirectMessage.Url(idp.Server.Urls.Logout, "SAMLRequest", xml, "a", XmlSignatureOptions.From(TestKeys.Rsa));

        var (status, page) = await idp.GetAsync(what == "a wrong signature" ? url.Replace("RelayState=a", "RelayState=b", StringComparison.Ordinal) : url);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(code, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_the_application_is_shown()
    {
        await using var idp = await StartAsync(app => app);
        var xml = LogoutXml.Response(DateTimeOffset.UtcNow, idp.Server.Urls.Logout, TestIdp.Pymetrics.Identifiers[0], "_1", SamlUris.Responder, SamlUris.PartialLogout);

        var (_, redirected) = await idp.GetAsync(RedirectMessage.Url(idp.Server.Urls.Logout, "SAMLResponse", xml, null, null));
        var (_, posted) = await idp.PostAsync(idp.Server.Urls.Logout, ("SAMLResponse", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(xml))));

        Assert.All([redirected, posted], page => Assert.Contains($"{SamlUris.Responder} / {SamlUris.PartialLogout}", page, StringComparison.Ordinal));
    }

    private static Task<TestIdp> StartAsync(Func<LocalIdpApplication, LocalIdpApplication> change) =>
        TestIdp.StartAsync(options => options with { Applications = [change(TestIdp.Pymetrics with { LogoutUrl = Slo }), TestIdp.RunMyProcess] });

    private static LogoutRequestOptions Options(TestIdp idp) =>
        new(DateTimeOffset.UtcNow) { Id = "_1", Destination = idp.Server.Urls.Logout, Issuer = TestIdp.Pymetrics.Identifiers[0], NameId = "somebody" };

    private static string Request(TestIdp idp, string name = "somebody") => LogoutXml.Request(Options(idp) with { NameId = name });

    private static async Task<(string Location, string Xml)> AnswerAsync(TestIdp idp, string request, string? relayState = null)
    {
        using var answer = await idp.Http.GetAsync(
            new Uri(RedirectMessage.Url(idp.Server.Urls.Logout, "SAMLRequest", request, relayState, null)), TestContext.Current.CancellationToken);
        var location = answer.Headers.Location!.OriginalString;
        using var inflate = new System.IO.Compression.DeflateStream(
            new MemoryStream(Convert.FromBase64String(HttpUtility.ParseQueryString(new Uri(location).Query)["SAMLResponse"]!)), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(inflate);
        return (location, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("<NameID[^>]*>([^<]*)<")]
    private static partial Regex NameId();

    [GeneratedRegex("<li><a href=\"([^\"]*)\">")]
    private static partial Regex Link();
}
