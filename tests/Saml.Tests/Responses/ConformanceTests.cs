using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>Demands of the Kantara profiles that no other test shows (docs/conformance.md).</summary>
public sealed class ConformanceTests
{
    private const string Xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";

    [Fact]
    public void Every_name_and_value_of_256_characters_comes_out_whole()
    {
        string name = new string('n', 255) + "ä", value = new string('v', 255) + "ö", id = "_" + new string('i', 255), index = new('s', 256);

        VerifiedResponse response = ResponseScenario.SignedBoth
            .With(o => (o with { NameId = value, SessionIndex = index, ResponseId = id, AssertionId = id[..255] + "j", AuthnContext = "urn:" + new string('c', 252) }).WithAttribute(name, value))
            .Accepted();

        Assert.Equal((value, index, id, id[..255] + "j"), (response.NameId!.Value, response.SessionIndex, response.ResponseId, response.AssertionId));
        Assert.Equal([value], response.ValuesOf(name));
        Assert.Equal(256, response.AuthnContextClassRef!.Length);
    }

    [Fact]
    public void A_value_needs_no_type_and_a_type_changes_nothing()
    {
        const string values = "<Attribute Name=\"t\"><AttributeValue>plain</AttributeValue><AttributeValue {0} xsi:type=\"xs:string\">text</AttributeValue>"
            + "<AttributeValue {0} xsi:type=\"xs:integer\">007</AttributeValue><AttributeValue {0} xsi:type=\"own:nothing\" xmlns:own=\"urn:own\">odd</AttributeValue></Attribute></AttributeStatement>";

        VerifiedResponse response = ResponseScenario.Entra
            .Before("</AttributeStatement>", string.Format(System.Globalization.CultureInfo.InvariantCulture, values, Xsi)).Accepted();

        Assert.Equal(["plain", "text", "007", "odd"], response.ValuesOf("t"));
    }

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:attrname-format:uri", "urn:oid:0.9.2342.19200300.100.1.3")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:attrname-format:basic", "mail")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified", "A name, with spaces & signs")]
    [InlineData("https://own.example/formats/1", "https://own.example/claims/mail?x=1")]
    [InlineData("urn:mace:shibboleth:1.0:attributeNamespace:uri", "名前")]
    public void Any_name_in_any_format_is_read(string format, string name)
    {
        SamlClaim claim = new(name, "value") { NameFormat = format };

        VerifiedResponse response = ResponseScenario.Entra.With(o => o with { Attributes = [.. o.Attributes!, claim] }).Accepted();

        SamlAttribute read = response.Attributes.Single(a => a.Name == name);
        Assert.Equal((format, "value"), (read.NameFormat, Assert.Single(read.Values)));
    }

    [Fact]
    public void A_friendly_name_is_never_the_name()
    {
        SamlClaim claim = new("urn:other", "forged@evil.example") { FriendlyName = "UserEmail" };

        VerifiedResponse response = ResponseScenario.Entra.With(o => o with { Attributes = [claim, .. o.Attributes!] }).Accepted();

        Assert.DoesNotContain("forged@evil.example", response.ValuesOf("UserEmail"));
        Assert.Equal(["forged@evil.example"], response.ValuesOf("urn:other"));
    }

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:nameid-format:transient")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")]
    [InlineData("urn:own:format")]
    [InlineData(null)]
    public void A_name_identifier_may_have_any_format(string? format) =>
        Assert.Equal((format, "opaque"), ResponseScenario.Entra.With(o => o with { NameId = "opaque", NameIdFormat = format }).Accepted() is { NameId: { } name } ? (name.Format, name.Value) : default);

    [Fact]
    public void Extensions_that_nobody_knows_are_tolerated_wherever_the_schema_allows_them()
    {
        const string unknown = "<x:New xmlns:x=\"urn:new\" x:a=\"1\">text<x:More/></x:New>";

        VerifiedResponse response = ResponseScenario.Entra
            .Before("<samlp:Status>", $"<samlp:Extensions>{unknown}</samlp:Extensions><samlp:Status>")
            .Before("</samlp:Status>", $"<samlp:StatusDetail>{unknown}</samlp:StatusDetail></samlp:Status>")
            .Before("<AttributeStatement>", $"<Advice>{unknown}</Advice><AttributeStatement>")
            .Before("Name=\"UserEmail\"", "Name=\"UserEmail\" xmlns:x=\"urn:new\" x:a=\"1\"")
            .Before("</AttributeStatement>", $"<Attribute Name=\"structured\"><AttributeValue>{unknown}</AttributeValue></Attribute></AttributeStatement>")
            .Accepted();

        Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
        Assert.NotEmpty(response.ValuesOf("UserEmail"));
    }
}
