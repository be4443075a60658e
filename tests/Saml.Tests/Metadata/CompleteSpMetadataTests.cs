using System.Xml;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Metadata;

/// <summary>Everything that our metadata can say, in the order of its schema, and signed on demand.</summary>
public sealed class CompleteSpMetadataTests
{
    private static readonly SpMetadata Complete = new()
    {
        // A greater-than sign may stand in an attribute as it is: whoever looks for the end of a tag must not take it for one.
        EntityId = "urn:<sp>&\"x\">",
        AssertionConsumerUrl = ResponseScenario.Acs,
        SingleLogoutUrl = "https://sp.example/slo",
        SigningKeys = TestKeys.OurKeys,
        EncryptionKey = TestKeys.OurKeys[0],
        NameIdFormat = NameIdFormats.Persistent,
        AuthnRequestsSigned = true,
        DisplayName = "Pay & <Go>",
        InformationUrl = "https://sp.example/about?a=1&b=2",
        ContactEmail = "tech@sp.example",
        Organization = ("Vendor & Sons", "https://vendor.example/"),
        CacheDuration = TimeSpan.FromHours(6),
        ValidUntil = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
        RequestedAttributes = ["UserEmail", "urn:oid:2.5.4.42"],
    };

    [Fact]
    public void The_order_of_the_schema()
    {
        XmlElement root = OwnMessage.Load(Complete.ToXml());
        Assert.Equal(["SPSSODescriptor", "Organization", "ContactPerson"], OwnMessage.Children(root));
        Assert.Equal(["OrganizationName", "OrganizationDisplayName", "OrganizationURL"], OwnMessage.Children((XmlElement)root.ChildNodes[1]!));
        Assert.False(root.HasAttribute("ID"));
        var role = (XmlElement)root.FirstChild!;
        Assert.Equal(
            ["Extensions", "KeyDescriptor", "KeyDescriptor", "KeyDescriptor", "SingleLogoutService", "SingleLogoutService", "NameIDFormat", "AssertionConsumerService", "AttributeConsumingService"],
            OwnMessage.Children(role));
    }

    [Fact]
    public void What_people_see()
    {
        XmlElement root = OwnMessage.Load(Complete.ToXml());
        XmlElement information = SignedDocument.Find(root, "urn:oasis:names:tc:SAML:metadata:ui", "UIInfo");
        Assert.Equal([("DisplayName", "en", "Pay & <Go>"), ("InformationURL", "en", "https://sp.example/about?a=1&b=2")], information.ChildNodes.OfType<XmlElement>().Select(e => (e.LocalName, e.GetAttribute("xml:lang"), e.InnerText)));
        var contact = (XmlElement)root.LastChild!;
        Assert.Equal(("technical", "mailto:tech@sp.example"), (contact.GetAttribute("contactType"), contact.InnerText));
    }

    [Fact]
    public void How_long_it_may_be_kept_and_used()
    {
        XmlElement root = OwnMessage.Load(Complete.ToXml());
        Assert.Equal(("PT6H", "2026-12-01T00:00:00.000Z"), (root.GetAttribute("cacheDuration"), root.GetAttribute("validUntil")));
        XmlElement without = OwnMessage.Load((Complete with { CacheDuration = null, ValidUntil = null }).ToXml());
        Assert.False(without.HasAttribute("cacheDuration") || without.HasAttribute("validUntil"));
    }

    [Fact]
    public void Signed_with_rsa_equal_content_makes_equal_documents_and_another_content_another_id()
    {
        using ServiceProviderKey key = TestKeys.Own(TestKeys.Rsa);
        Assert.Equal(Complete.ToSignedXml(key), Complete.ToSignedXml(key));
        Assert.NotEqual(OwnMessage.Load(Complete.ToSignedXml(key)).GetAttribute("ID"), OwnMessage.Load((Complete with { DisplayName = "x" }).ToSignedXml(key)).GetAttribute("ID"));
    }

    [Fact]
    public void Both_keys_sign_and_one_encrypts()
    {
        XmlElement[] keys = [.. OwnMessage.Load(Complete.ToXml()).GetElementsByTagName("KeyDescriptor", SamlUris.Metadata).OfType<XmlElement>()];
        Assert.Equal(
            [("signing", TestKeys.OurKeys[0].CertificateBase64), ("signing", TestKeys.OurKeys[1].CertificateBase64), ("encryption", TestKeys.OurKeys[0].CertificateBase64)],
            keys.Select(k => (k.GetAttribute("use"), k.FirstChild!.InnerText)));
        Assert.Equal(["KeyInfo"], OwnMessage.Children(keys[0]));
        string[] methods = [.. keys[2].ChildNodes.OfType<XmlElement>().Skip(1).Select(e => e.GetAttribute("Algorithm"))];
        Assert.Contains(HandEncryptor.Aes256Gcm, methods);
        Assert.Contains(HandEncryptor.OaepMgf1p, methods);
        Assert.DoesNotContain(methods, m => m.Contains("1_5", StringComparison.Ordinal) || m.Contains("tripledes", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_method_that_we_offer_decrypts()
    {
        string[] methods = [.. OwnMessage.Load(Complete.ToXml()).GetElementsByTagName("EncryptionMethod", SamlUris.Metadata).OfType<XmlElement>().Select(e => e.GetAttribute("Algorithm"))];
        Assert.All(methods, m => ResponseScenario.Entra.Encrypted(m.Contains("oaep", StringComparison.Ordinal) ? new HandEncryptor { Transport = m } : new HandEncryptor { Content = m }).Accepted());
    }

    [Fact]
    public void A_key_that_cannot_decrypt_is_not_offered()
    {
        using ServiceProviderKey ec = TestKeys.Own(TestKeys.P256);
        Assert.DoesNotContain("encryption", System.Text.Encoding.UTF8.GetString((Complete with { EncryptionKey = ec }).ToXml()), StringComparison.Ordinal);
        Assert.DoesNotContain("encryption", System.Text.Encoding.UTF8.GetString((Complete with { EncryptionKey = null }).ToXml()), StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_and_attributes()
    {
        XmlElement root = OwnMessage.Load(Complete.ToXml());
        Assert.Equal(
            [(SamlUris.RedirectBinding, "https://sp.example/slo"), (SamlUris.PostBinding, "https://sp.example/slo")],
            root.GetElementsByTagName("SingleLogoutService", SamlUris.Metadata).OfType<XmlElement>().Select(e => (e.GetAttribute("Binding"), e.GetAttribute("Location"))));
        XmlElement service = SignedDocument.Find(root, SamlUris.Metadata, "AttributeConsumingService");
        Assert.Equal(["ServiceName", "RequestedAttribute", "RequestedAttribute"], OwnMessage.Children(service));
        Assert.Equal(["UserEmail", "urn:oid:2.5.4.42"], service.ChildNodes.OfType<XmlElement>().Skip(1).Select(e => e.GetAttribute("Name")));
        Assert.Equal(("0", "en"), (service.GetAttribute("index"), ((XmlElement)service.FirstChild!).GetAttribute("xml:lang")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signed_it_verifies_and_the_signature_comes_first(bool isRsa)
    {
        using ServiceProviderKey key = TestKeys.Own(isRsa ? TestKeys.Rsa : TestKeys.P256);
        await OwnMessage.IsSignedAsync(Complete.ToSignedXml(key), isRsa ? TestKeys.Rsa : TestKeys.P256, position: 0);
        Assert.Equal("urn:<sp>&\"x\">", OwnMessage.Load(Complete.ToSignedXml(key)).GetAttribute("entityID"));
        await OwnMessage.IsSignedAsync(new SpMetadata { EntityId = "a>b", AssertionConsumerUrl = "https://c.example/>" }.ToSignedXml(key), isRsa ? TestKeys.Rsa : TestKeys.P256, position: 0);
    }
}
