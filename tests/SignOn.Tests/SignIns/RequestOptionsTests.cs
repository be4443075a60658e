using System.IO.Compression;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Saml;

namespace SignOn.Tests.SignIns;

/// <summary>What a tenant's row lets our requests say.</summary>
public sealed class RequestOptionsTests
{
    private const string Password = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
    private const string Card = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI";
    private static readonly XNamespace Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static readonly XNamespace Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";

    [Fact]
    public async Task A_row_without_wishes_asks_for_nothing()
    {
        var request = await RequestAsync(new World());

        Assert.Equal(
            ["AssertionConsumerServiceURL", "Destination", "ID", "IssueInstant", "ProtocolBinding", "Version"],
            request.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => a.Name.LocalName));
        Assert.Equal(["Issuer"], request.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task Every_wish_of_the_row_is_in_the_request()
    {
        var request = await RequestAsync(new World(
            ("ForceAuthn", true), ("RequestedAuthnContexts", $"{Password};{Card}"), ("SendProviderName", true), ("NameIdFormat", NameIdFormats.Persistent)));

        Assert.Equal("true", (string?)request.Attribute("ForceAuthn"));
        Assert.Null(request.Attribute("IsPassive"));
        Assert.Equal("Sign-on", (string?)request.Attribute("ProviderName"));
        var context = request.Element(Protocol + "RequestedAuthnContext")!;
        Assert.Equal("exact", (string?)context.Attribute("Comparison"));
        Assert.Equal([Password, Card], context.Elements(Assertion + "AuthnContextClassRef").Select(e => e.Value));
        Assert.Equal(NameIdFormats.Persistent, (string?)request.Element(Protocol + "NameIDPolicy")!.Attribute("Format"));
        // saml-core-2.0-os 3.4.1: in this order.
        Assert.Equal(["Issuer", "NameIDPolicy", "RequestedAuthnContext"], request.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task A_question_in_passing_keeps_the_tenants_demand_for_a_new_authentication()
    {
        var request = await RequestAsync(new World(("ForceAuthn", true)), isPassive: true);

        Assert.Equal(("true", "true"), ((string?)request.Attribute("IsPassive"), (string?)request.Attribute("ForceAuthn")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tenant_may_have_its_requests_posted_and_the_hint_stays_beside_the_message(bool isSigned)
    {
        var world = new World(("RequestBinding", "post"), ("SignRequests", isSigned));

        var outcome = Assert.IsType<StartOutcome.Post>(await world.StartSignOn.RunAsync(new StartRequest(World.TenantId) { LoginHint = "b.simon@contoso.com" }, Stop));

        Assert.Equal(TestIdp.SsoUrl + "?login_hint=b.simon%40contoso.com", outcome.Form.Url);
        Assert.Equal(("SAMLRequest", outcome.Pending.ShortId), (outcome.Form.FieldName, outcome.Form.RelayState));
        var request = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(outcome.Form.FieldValue!)));
        Assert.Equal((outcome.Pending.RequestId, TestIdp.SsoUrl), ((string?)request.Attribute("ID"), (string?)request.Attribute("Destination")));
        Assert.Equal(isSigned ? ["Issuer", "Signature"] : ["Issuer"], request.Elements().Select(e => e.Name.LocalName));
    }

    [Theory]
    [InlineData("RequestBinding", "artifact", "'artifact' is no such binding. Write redirect or post.")]
    [InlineData("ForceAuthn", "always", "'always' is neither true nor false.")]
    [InlineData("RequestedAuthnContexts", "password", "'password' is no URI of at most 256 characters.")]
    [InlineData("AcceptedAuthnContexts", "urn:a;urn:b c", "'urn:b c' is no URI of at most 256 characters.")]
    [InlineData("SendProviderName", "Contoso", "'Contoso' is neither true nor false.")]
    public void A_wrong_wish_breaks_the_row_with_words_that_mend_it(string column, string value, string problem)
    {
        var broken = Assert.IsType<TenantLookup.Broken>(TenantRow.Parse(World.TenantId, new TenantColumns(World.Row((column, value))), World.Options.PublicBaseUrl));

        var error = Assert.Single(broken.Errors);
        Assert.Equal(column, error.Column);
        Assert.StartsWith(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_ways_than_fit_into_an_address_break_the_row()
    {
        var many = string.Join(';', Enumerable.Range(1, 17).Select(i => $"urn:way:{i}"));

        var broken = Assert.IsType<TenantLookup.Broken>(
            TenantRow.Parse(World.TenantId, new TenantColumns(World.Row(("RequestedAuthnContexts", many))), World.Options.PublicBaseUrl));

        Assert.Contains("It has 17 values.", Assert.Single(broken.Errors).Message, StringComparison.Ordinal);
    }

    private static async Task<XElement> RequestAsync(World world, bool isPassive = false)
    {
        var outcome = Assert.IsType<StartOutcome.Redirect>(await world.StartSignOn.RunAsync(new StartRequest(World.TenantId) { IsPassive = isPassive }, Stop));
        Assert.Equal(isPassive, outcome.Pending.IsPassive);
        var message = HttpUtility.ParseQueryString(new Uri(outcome.Url).Query)["SAMLRequest"]!;
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(message)), CompressionMode.Decompress);
        return XElement.Load(deflate);
    }
}
