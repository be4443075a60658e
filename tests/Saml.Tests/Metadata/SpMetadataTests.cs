using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Metadata;

/// <summary>Our metadata is what its schema says, in its order, and says what the tenant is.</summary>
public sealed class SpMetadataTests
{
    [Fact]
    public void It_has_its_elements_in_the_order_of_the_schema()
    {
        using var rsa = new ServiceProviderKey(X509CertificateLoader.LoadPkcs12(TestKeys.Rsa.Export(X509ContentType.Pkcs12), null));
        using var ec = new ServiceProviderKey(X509CertificateLoader.LoadPkcs12(TestKeys.P256.Export(X509ContentType.Pkcs12), null));
        XmlElement root = Load(Metadata() with { SigningKeys = [rsa, ec], NameIdFormat = NameIdFormats.EmailAddress, AuthnRequestsSigned = true });

        Assert.Equal((SamlUris.Metadata, "EntityDescriptor", "urn:<sp>&\"x\""), (root.NamespaceURI, root.LocalName, root.GetAttribute("entityID")));
        XmlElement role = Assert.Single(root.ChildNodes.OfType<XmlElement>());
        Assert.Equal((SamlUris.Metadata, "SPSSODescriptor"), (role.NamespaceURI, role.LocalName));
        Assert.Equal(["KeyDescriptor", "KeyDescriptor", "NameIDFormat", "AssertionConsumerService"], role.ChildNodes.OfType<XmlElement>().Select(e => e.LocalName));
        Assert.Equal(("true", "true", SamlUris.Protocol), (role.GetAttribute("AuthnRequestsSigned"), role.GetAttribute("WantAssertionsSigned"), role.GetAttribute("protocolSupportEnumeration")));
        Assert.Equal(
            [Convert.ToBase64String(TestKeys.Rsa.RawData), Convert.ToBase64String(TestKeys.P256.RawData)],
            role.GetElementsByTagName("X509Certificate", SamlUris.Signature).OfType<XmlElement>().Select(e => e.InnerText));
        Assert.All(role.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == "KeyDescriptor"), e => Assert.Equal("signing", e.GetAttribute("use")));
        var acs = (XmlElement)role.LastChild!;
        Assert.Equal((SamlUris.PostBinding, ResponseScenario.Acs + "?a=1&b=2", "0", "true"), (acs.GetAttribute("Binding"), acs.GetAttribute("Location"), acs.GetAttribute("index"), acs.GetAttribute("isDefault")));
    }

    [Fact]
    public void Without_keys_and_format_it_has_neither()
    {
        XmlElement role = (XmlElement)Load(Metadata()).FirstChild!;
        Assert.Equal(["AssertionConsumerService"], role.ChildNodes.OfType<XmlElement>().Select(e => e.LocalName));
        Assert.Equal("false", role.GetAttribute("AuthnRequestsSigned"));
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x0001)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xD800)]
    public void What_xml_cannot_hold_is_an_error_and_not_a_broken_document(int unit) =>
        Assert.Throws<ArgumentException>(() => (Metadata() with { EntityId = $"urn:{(char)unit}:sp" }).ToXml());

    private static SpMetadata Metadata() => new() { EntityId = "urn:<sp>&\"x\"", AssertionConsumerUrl = ResponseScenario.Acs + "?a=1&b=2" };

    private static XmlElement Load(SpMetadata metadata)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(Encoding.UTF8.GetString(metadata.ToXml()));
        return document.DocumentElement!;
    }
}
