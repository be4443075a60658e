using Saml.Xml;

namespace Saml;

/// <summary>Our own metadata for one tenant (saml-metadata-2.0-os 2.3.2, 2.4.4): what the IdP's admin imports instead of typing it.</summary>
public sealed record SpMetadata
{
    /// <summary>Our entity ID for this tenant.</summary>
    public required string EntityId { get; init; }

    /// <summary>The tenant's assertion consumer URL.</summary>
    public required string AssertionConsumerUrl { get; init; }

    /// <summary>Every key that we sign requests with, now or soon.</summary>
    public IReadOnlyList<ServiceProviderKey> SigningKeys { get; init; } = [];

    /// <summary>The name identifier format that the tenant asks for, or null.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>Whether we sign our requests.</summary>
    public bool AuthnRequestsSigned { get; init; }

    /// <summary>The document in UTF-8, in canonical form.</summary>
    public byte[] ToXml()
    {
        XmlOutput output = new XmlOutput()
            .Start("md:EntityDescriptor")
            .Attribute("xmlns:ds", XmlNamespaces.SignatureUri)
            .Attribute("xmlns:md", XmlNamespaces.MetadataUri)
            .Attribute("entityID", EntityId)
            .Start("md:SPSSODescriptor")
            .Attribute("AuthnRequestsSigned", AuthnRequestsSigned ? "true" : "false")
            .Attribute("WantAssertionsSigned", "true")
            .Attribute("protocolSupportEnumeration", XmlNamespaces.ProtocolUri);
        foreach (ServiceProviderKey key in SigningKeys)
        {
            output.Start("md:KeyDescriptor").Attribute("use", "signing")
                .Start("ds:KeyInfo").Start("ds:X509Data").Element("ds:X509Certificate", key.CertificateBase64).End().End()
                .End();
        }

        if (NameIdFormat is not null)
        {
            output.Element("md:NameIDFormat", NameIdFormat);
        }

        return output
            .Start("md:AssertionConsumerService")
            .Attribute("Binding", Bindings.HttpPost)
            .Attribute("Location", AssertionConsumerUrl)
            .Attribute("index", "0")
            .Attribute("isDefault", "true")
            .End().End().End().ToUtf8();
    }
}
