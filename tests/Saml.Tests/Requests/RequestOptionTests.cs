using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Requests;

/// <summary>What a tenant may ask for stands in the request where the schema wants it, and nowhere unless asked for.</summary>
public sealed class RequestOptionTests
{
    private static readonly AuthnRequest Request = new()
    {
        Id = "_id",
        IssueInstant = ResponseScenario.Now,
        Destination = "https://idp.example/sso?a=1&b=\">\"",
        Issuer = "urn:<sp>&\"x\"",
        AssertionConsumerUrl = ResponseScenario.Acs,
    };

    [Fact]
    public void Force_and_passive()
    {
        XmlElement root = OwnMessage.Load((Request with { ForceAuthn = true, IsPassive = true }).ToXml());
        Assert.Equal(("true", "true"), (root.GetAttribute("ForceAuthn"), root.GetAttribute("IsPassive")));
        root = OwnMessage.Load((Request with { ForceAuthn = true }).ToXml());
        Assert.Equal((true, false), (root.HasAttribute("ForceAuthn"), root.HasAttribute("IsPassive")));
        root = OwnMessage.Load((Request with { IsPassive = true }).ToXml());
        Assert.Equal((false, true), (root.HasAttribute("ForceAuthn"), root.HasAttribute("IsPassive")));
    }

    [Fact]
    public void The_provider_name() =>
        Assert.Equal("Müller & <Söhne> \"x\"", OwnMessage.Load((Request with { ProviderName = "Müller & <Söhne> \"x\"" }).ToXml()).GetAttribute("ProviderName"));

    [Fact]
    public void Authentication_contexts_are_asked_for_exactly_and_stand_last()
    {
        XmlElement root = OwnMessage.Load((Request with { NameIdFormat = NameIdFormats.EmailAddress, AuthnContextClassRefs = [SamlUris.PasswordContext, "urn:b"] }).ToXml());
        Assert.Equal(["Issuer", "NameIDPolicy", "RequestedAuthnContext"], OwnMessage.Children(root));
        var context = (XmlElement)root.LastChild!;
        Assert.Equal((SamlUris.Protocol, "exact"), (context.NamespaceURI, context.GetAttribute("Comparison")));
        Assert.Equal([(SamlUris.Assertion, SamlUris.PasswordContext), (SamlUris.Assertion, "urn:b")], context.ChildNodes.OfType<XmlElement>().Select(e => (e.NamespaceURI, e.InnerText)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_posted_request_is_signed_right_behind_its_issuer(bool isRsa)
    {
        using ServiceProviderKey key = TestKeys.Own(isRsa ? TestKeys.Rsa : TestKeys.P256);
        byte[] xml = Convert.FromBase64String(PostBinding.CreateFieldValue((Request with { NameIdFormat = "urn:f", AuthnContextClassRefs = ["urn:c"] }).ToXml(), key));

        await OwnMessage.IsSignedAsync(xml, isRsa ? TestKeys.Rsa : TestKeys.P256, position: 1);
        Assert.Equal(["Issuer", "Signature", "NameIDPolicy", "RequestedAuthnContext"], OwnMessage.Children(OwnMessage.Load(xml)));
        Assert.Contains(key.CertificateBase64, System.Text.Encoding.UTF8.GetString(xml), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_it_is_posted_as_it_is() => Assert.Equal(Request.ToXml(), Convert.FromBase64String(PostBinding.CreateFieldValue(Request.ToXml(), null)));
}
