using System.Security.Cryptography;
using System.Xml;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>Our own metadata for one tenant (saml-metadata-2.0-os 2.3.2, 2.4.4): what the IdP's admin imports instead of typing it.</summary>
public sealed record SpMetadata
{
    private const string Language = "en";
    private const int IdBytes = 20;

    private static readonly string[] EncryptionMethods =
    [
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    ];

    /// <summary>Our entity ID for this tenant.</summary>
    public required string EntityId { get; init; }

    /// <summary>The tenant's assertion consumer URL.</summary>
    public required string AssertionConsumerUrl { get; init; }

    /// <summary>The tenant's single logout URL, or null.</summary>
    public string? SingleLogoutUrl { get; init; }

    /// <summary>Every key that we sign requests with, now or soon.</summary>
    public IReadOnlyList<ServiceProviderKey> SigningKeys { get; init; } = [];

    /// <summary>The key to encrypt to; the others still decrypt. Null: IdPs should not encrypt.</summary>
    public ServiceProviderKey? EncryptionKey { get; init; }

    /// <summary>The name identifier format that the tenant asks for, or null.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>Whether we sign our requests.</summary>
    public bool AuthnRequestsSigned { get; init; }

    /// <summary>The application's name for people (mdui:DisplayName), or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where people read about the application (mdui:InformationURL), or null.</summary>
    public string? InformationUrl { get; init; }

    /// <summary>The address of the technical contact (without mailto:), or null.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>The organisation behind the application and its web address (md:Organization, saml-metadata-2.0-os 2.3.2.1), or null.</summary>
    public (string Name, string Url)? Organization { get; init; }

    /// <summary>How long a reader may keep the document before it fetches it anew, or null.</summary>
    public TimeSpan? CacheDuration { get; init; }

    /// <summary>Until when the document may be used, or null for ever: right for a document that somebody imports once by hand.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Names of the attributes that the tenant's map reads. None makes no AttributeConsumingService.</summary>
    public IReadOnlyList<string> RequestedAttributes { get; init; } = [];

    /// <summary>The document in UTF-8.</summary>
    public byte[] ToXml() => Write(id: null);

    /// <summary>
    /// The document with a signature of ours, for IdPs that were given our certificate by other means (Kantara SDP-MD). Its ID is a hash of
    /// the content, so that equal content makes equal documents where the key is RSA.
    /// </summary>
    public byte[] ToSignedXml(ServiceProviderKey key) =>
        EnvelopedSigner.Sign(Write("_" + Convert.ToHexStringLower(SHA256.HashData(Write(id: null)).AsSpan(0, IdBytes))), key);

    private byte[] Write(string? id)
    {
        XmlOutput output = new XmlOutput()
            .Start("md:EntityDescriptor")
            .Attribute("xmlns:md", XmlNamespaces.MetadataUri)
            .Attribute("ID", id)
            .Attribute("entityID", EntityId)
            .Attribute("validUntil", ValidUntil is { } until ? XmlInstant.Write(until) : null)
            .Attribute("cacheDuration", CacheDuration is { } duration ? XmlConvert.ToString(duration) : null)
            .Start("md:SPSSODescriptor")
            .Attribute("AuthnRequestsSigned", AuthnRequestsSigned ? "true" : "false")
            .Attribute("WantAssertionsSigned", "true")
            .Attribute("protocolSupportEnumeration", XmlNamespaces.ProtocolUri);
        WriteInformation(output);
        WriteKeys(output);
        WriteEndpoints(output);
        WriteAttributes(output);
        output.End();
        if (Organization is { } organization)
        {
            output.Start("md:Organization");
            WriteLocalized(output, "md:OrganizationName", organization.Name);
            WriteLocalized(output, "md:OrganizationDisplayName", organization.Name);
            WriteLocalized(output, "md:OrganizationURL", organization.Url);
            output.End();
        }

        if (ContactEmail is not null)
        {
            output.Start("md:ContactPerson").Attribute("contactType", "technical").Element("md:EmailAddress", "mailto:" + ContactEmail).End();
        }

        return output.End().ToUtf8();
    }

    /// <summary>sstc-saml-metadata-ui-v1.0: what an IdP's pages show of us.</summary>
    private void WriteInformation(XmlOutput output)
    {
        if (DisplayName is null && InformationUrl is null)
        {
            return;
        }

        output.Start("md:Extensions").Start("mdui:UIInfo").Attribute("xmlns:mdui", "urn:oasis:names:tc:SAML:metadata:ui");
        WriteLocalized(output, "mdui:DisplayName", DisplayName);
        WriteLocalized(output, "mdui:InformationURL", InformationUrl);
        output.End().End();
    }

    private void WriteKeys(XmlOutput output)
    {
        foreach (ServiceProviderKey key in SigningKeys)
        {
            WriteKey(output, key, "signing").End();
        }

        if (EncryptionKey is { CanDecrypt: true })
        {
            WriteKey(output, EncryptionKey, "encryption");
            foreach (string method in EncryptionMethods)
            {
                output.Start("md:EncryptionMethod").Attribute("Algorithm", method).End();
            }

            output.End();
        }
    }

    private static XmlOutput WriteKey(XmlOutput output, ServiceProviderKey key, string use) => output
        .Start("md:KeyDescriptor").Attribute("use", use)
        .Start("ds:KeyInfo").Attribute("xmlns:ds", XmlNamespaces.SignatureUri)
        .Start("ds:X509Data").Element("ds:X509Certificate", key.CertificateBase64).End().End();

    /// <summary>In the order of the schema (saml-metadata-2.0-os 2.4.2, 2.4.4): logout, formats, consumers.</summary>
    private void WriteEndpoints(XmlOutput output)
    {
        if (SingleLogoutUrl is not null)
        {
            output.Start("md:SingleLogoutService").Attribute("Binding", Bindings.HttpRedirect).Attribute("Location", SingleLogoutUrl).End();
            output.Start("md:SingleLogoutService").Attribute("Binding", Bindings.HttpPost).Attribute("Location", SingleLogoutUrl).End();
        }

        if (NameIdFormat is not null)
        {
            output.Element("md:NameIDFormat", NameIdFormat);
        }

        output.Start("md:AssertionConsumerService")
            .Attribute("Binding", Bindings.HttpPost)
            .Attribute("Location", AssertionConsumerUrl)
            .Attribute("index", "0")
            .Attribute("isDefault", "true")
            .End();
    }

    private void WriteAttributes(XmlOutput output)
    {
        if (RequestedAttributes.Count == 0)
        {
            return;
        }

        output.Start("md:AttributeConsumingService").Attribute("index", "0").Attribute("isDefault", "true");
        WriteLocalized(output, "md:ServiceName", DisplayName ?? EntityId);
        foreach (string name in RequestedAttributes)
        {
            output.Start("md:RequestedAttribute").Attribute("Name", name).End();
        }

        output.End();
    }

    private static void WriteLocalized(XmlOutput output, string name, string? value)
    {
        if (value is not null)
        {
            output.Start(name).Attribute("xml:lang", Language).Text(value).End();
        }
    }
}
