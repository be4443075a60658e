using System.Net;
using System.Security.Cryptography.X509Certificates;
using LocalIdp.Tests.Signing;

namespace LocalIdp.Tests.Requests;

public sealed class RefusedRequestTests
{
    private const string NotSaml = "AADSTS75005:";

    public static TheoryData<string, string, string> BadRequests => new()
    {
        { "unknown issuer", TestRequest.Xml("https://sp.example/unknown"), "AADSTS700016:" },
        { "issuer in another case", TestRequest.Xml(TestIdp.Pymetrics.Identifiers[0].ToUpperInvariant()), "AADSTS700016:" },
        { "foreign reply URL", TestRequest.Xml(attributes: "AssertionConsumerServiceURL=\"https://evil.example/\""), "AADSTS50011:" },
        { "ID that starts with a digit", TestRequest.Xml(id: "1abc"), "AADSTS7500529:" },
        { "empty ID", TestRequest.Xml(id: ""), "AADSTS7500529:" },
        { "cut off XML", TestRequest.Xml()[..^5], "AADSTS7500525:" },
        { "document type", "<!DOCTYPE x [<!ENTITY e 'v'>]>" + TestRequest.Xml(), "AADSTS7500525:" },
        { "other message", $"<samlp:LogoutRequest xmlns:samlp=\"{SamlUris.Protocol}\"/>", NotSaml },
        { "other version", TestRequest.Xml().Replace("\"2.0\"", "\"1.1\"", StringComparison.Ordinal), NotSaml },
        { "local time", TestRequest.Xml().Replace("00Z", "00+02:00", StringComparison.Ordinal), NotSaml },
        { "unknown attribute", TestRequest.Xml(attributes: "Foo=\"1\""), NotSaml },
        { "unknown child", TestRequest.Xml(children: "<samlp:Foo/>"), NotSaml },
        { "children in the wrong order", TestRequest.Xml(beforeIssuer: "<samlp:NameIDPolicy/>"), NotSaml },
        { "boolean that is none", TestRequest.Xml(attributes: "ForceAuthn=\"yes\""), NotSaml },
        { "other destination", TestRequest.Xml(attributes: "Destination=\"https://login.example/saml2\""), NotSaml },
        { "larger than allowed", TestRequest.Xml(children: $"<samlp:Extensions>{new string(' ', 70_000)}</samlp:Extensions>"), NotSaml },
        { "other binding", TestRequest.Xml(attributes: "ProtocolBinding=\"urn:example:artifact\""), "AADSTS75003:" },
        { "subject", TestRequest.Xml(children: $"<Subject xmlns=\"{SamlUris.Assertion}\"/>"), "AADSTS900236:" },
        { "NameID format", TestRequest.Xml(children: "<samlp:NameIDPolicy Format=\"urn:example:kerberos\"/>"), "AADSTS75016:" },
        { "comparison", TestRequest.Xml(children: Context("minimum", SamlUris.PasswordContext)), "AADSTS900235:" },
        { "context", TestRequest.Xml(children: Context("exact", "urn:oasis:names:tc:SAML:2.0:ac:classes:X509")), "AADSTS75011:" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_bad_request_is_refused_with_its_number(string what, string xml, string error)
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync(TestRequest.Redirect(idp, xml));

        Assert.True(page.Contains($"id=\"error\">{error}", StringComparison.Ordinal), $"{what}: {page}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData("", "AADSTS750054:")]
    [InlineData("?RelayState=x", "AADSTS750054:")]
    [InlineData("?SAMLRequest=%3F%3F", NotSaml)]
    [InlineData("?SAMLRequest=%2F%2F%2F%2F", NotSaml)]
    [InlineData("?SAMLRequest=AAAA", "AADSTS7500525:")]
    [InlineData("?SAMLRequest=", "AADSTS7500525:")]
    [InlineData("?SAMLRequest=a&SAMLRequest=b", NotSaml)]
    public async Task A_broken_query_is_refused_with_its_number(string query, string error)
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync(idp.Server.Urls.Login + query);

        Assert.Contains($"id=\"error\">{error}", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task A_directory_that_is_not_this_one_is_not_found()
    {
        await using var idp = await TestIdp.StartAsync();

        var (status, page) = await idp.GetAsync($"/{Guid.NewGuid()}/saml2?{TestRequest.Query(TestRequest.Xml())}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("AADSTS90002:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_from_the_request_is_encoded_in_the_error()
    {
        await using var idp = await TestIdp.StartAsync();

        var (_, page) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml("&lt;script&gt;alert(1)&lt;/script&gt;")));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_page_cannot_be_sent_back_with_another_request_or_account()
    {
        await using var idp = await TestIdp.StartAsync();
        var pick = $"/{LocalIdpOptions.DefaultDirectoryId}/saml2/pick";
        var other = TestRequest.Query(TestRequest.Xml("https://sp.example/unknown"));

        var (_, foreign) = await idp.PostAsync(pick, ("RedirectQuery", other), ("user", $"{SampleUsers.Ana.ObjectId}"));
        var (status, nobody) = await idp.PostAsync(pick, ("RedirectQuery", TestRequest.Query(TestRequest.Xml())), ("user", "nobody"));

        Assert.Contains("AADSTS700016:", foreign, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("SAMLResponse", foreign + nobody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_form_or_too_large_is_refused()
    {
        await using var idp = await TestIdp.StartAsync();
        var cancel = TestContext.Current.CancellationToken;

        using var json = await idp.Http.PostAsync(new Uri(idp.Server.Urls.Login), new StringContent("{}"), cancel);
        var (status, _) = await idp.PostAsync(idp.Server.Urls.Login, ("SAMLRequest", new string('A', 300_000)));

        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Signed_queries_are_verified_over_their_octets_when_the_certificate_is_known()
    {
        await using var idp = await StartWithCertificate();
        using var key = TestKeys.Rsa.GetRSAPrivateKey()!;
        var signed = TestRequest.SignedQuery(TestRequest.Xml(), "/a b", key);

        var (_, good) = await idp.GetAsync($"{idp.Server.Urls.Login}?{signed}");
        var (_, picked) = await idp.PickAsync(good, SampleUsers.BSimon);
        var (_, changed) = await idp.GetAsync($"{idp.Server.Urls.Login}?{signed.Replace("%2Fa%20b", "%2Fevil", StringComparison.Ordinal)}");
        var (_, unsigned) = await idp.GetAsync(TestRequest.Redirect(idp, TestRequest.Xml()));
        var sha1 = TestRequest.SignedQuery(TestRequest.Xml(), null, key, "http://www.w3.org/2000/09/xmldsig#rsa-sha1");
        var (_, weak) = await idp.GetAsync($"{idp.Server.Urls.Login}?{sha1}");

        Assert.Contains("Pick an account", good, StringComparison.Ordinal);
        Assert.Equal("/a b", TestIdp.Field(picked, "RelayState"));
        Assert.Contains("AADSTS50012:", changed, StringComparison.Ordinal);
        Assert.Contains("AADSTS76021:", unsigned, StringComparison.Ordinal);
        Assert.Contains("AADSTS50012:", weak, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signatures_inside_posted_requests_are_verified_when_the_certificate_is_known()
    {
        await using var idp = await StartWithCertificate();
        var signed = XmlSigner.Sign(TestRequest.Xml(), TestRequest.Id, XmlSignatureOptions.From(TestKeys.Rsa));
        var foreign = XmlSigner.Sign(
            TestRequest.Xml(), TestRequest.Id, XmlSignatureOptions.From(TestKeys.P256) with { KeyInfoCertificate = TestKeys.Rsa });

        var (_, good) = await Post(signed);
        var (_, changed) = await Post(signed.Replace("Version=\"2.0\"", "Version=\"2.0\" ForceAuthn=\"true\"", StringComparison.Ordinal));
        var (_, other) = await Post(foreign);
        var (_, unsigned) = await Post(TestRequest.Xml());

        Assert.Contains("Pick an account", good, StringComparison.Ordinal);
        Assert.Contains("AADSTS50012:", changed, StringComparison.Ordinal);
        Assert.Contains("AADSTS50012:", other, StringComparison.Ordinal);
        Assert.Contains("AADSTS76021:", unsigned, StringComparison.Ordinal);

        Task<(HttpStatusCode Status, string Text)> Post(string xml)
            => idp.PostAsync(idp.Server.Urls.Login, ("SAMLRequest", TestRequest.Base64(xml)));
    }

    private static Task<TestIdp> StartWithCertificate() => TestIdp.StartAsync(options => options with
    {
        Applications = [TestIdp.Pymetrics with { RequestCertificate = TestKeys.Rsa, RequireSignedRequests = true }],
    });

    private static string Context(string comparison, string context)
        => $"<samlp:RequestedAuthnContext Comparison=\"{comparison}\">"
        + $"<AuthnContextClassRef xmlns=\"{SamlUris.Assertion}\">{context}</AuthnContextClassRef></samlp:RequestedAuthnContext>";
}
