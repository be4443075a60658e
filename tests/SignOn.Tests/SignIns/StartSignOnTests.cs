using System.IO.Compression;
using System.Web;
using System.Xml.Linq;

namespace SignOn.Tests.SignIns;

public sealed class StartSignOnTests
{
    [Fact]
    public async Task The_request_names_the_tenant_and_asks_for_nothing_that_the_tenant_did_not_want()
    {
        var (query, pending, request) = await StartAsync(new World(), "/reports", null);

        Assert.Equal(pending.RequestId, (string?)request.Attribute("ID"));
        Assert.Equal("https://sso.example.com/saml/contoso/acs", (string?)request.Attribute("AssertionConsumerServiceURL"));
        Assert.Equal(TestIdp.SsoUrl, (string?)request.Attribute("Destination"));
        Assert.Equal(["Issuer"], request.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(pending.ShortId, query["RelayState"]);
        Assert.Matches("^[0-9a-f]{16}$", pending.ShortId);
        Assert.Null(query["Signature"]);
        Assert.Equal(("contoso", "/reports", World.Start.AddMinutes(10)), (pending.TenantId, pending.ReturnUrl, pending.ExpiresAt));
    }

    [Fact]
    public async Task A_tenant_can_have_its_requests_signed_and_ask_for_a_format()
    {
        var (query, _, request) = await StartAsync(new World(("SignRequests", true), ("NameIdFormat", Saml.NameIdFormats.EmailAddress)), null, null);

        Assert.Equal("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", query["SigAlg"]);
        Assert.NotNull(query["Signature"]);
        Assert.Equal(Saml.NameIdFormats.EmailAddress, (string?)request.Elements().Single(e => e.Name.LocalName == "NameIDPolicy").Attribute("Format"));
    }

    [Fact]
    public async Task A_return_URL_to_another_host_never_enters_the_cookie() =>
        Assert.Null((await StartAsync(new World(), "https://evil.example/", null)).Pending.ReturnUrl);

    [Theory]
    [InlineData(" b.simon@contoso.com ", "b.simon@contoso.com")]
    [InlineData("a&SAMLRequest=x", "a&SAMLRequest=x")]
    [InlineData("line\nbreak", null)]
    [InlineData("", null)]
    public async Task A_login_hint_is_passed_on_when_it_can_be_one(string hint, string? passed) =>
        Assert.Equal(passed, (await StartAsync(new World(), null, hint)).Query["login_hint"]);

    [Fact]
    public async Task Two_starts_are_two_requests()
    {
        var world = new World();

        Assert.NotEqual((await world.StartAsync()).RequestId, (await world.StartAsync()).RequestId);
    }

    private static async Task<(System.Collections.Specialized.NameValueCollection Query, PendingRequest Pending, XElement Request)> StartAsync(
        World world, string? returnUrl, string? loginHint)
    {
        var outcome = Assert.IsType<StartOutcome.Redirect>(await world.StartSignOn.RunAsync(new StartRequest("Contoso") { ReturnUrl = returnUrl, LoginHint = loginHint }, Stop));
        var query = HttpUtility.ParseQueryString(new Uri(outcome.Url).Query);
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(query["SAMLRequest"]!)), CompressionMode.Decompress);
        return (query, outcome.Pending, XElement.Load(deflate));
    }
}
