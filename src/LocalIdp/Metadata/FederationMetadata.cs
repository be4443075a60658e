using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>
/// Metadata in Entra's federation shape: WS-Federation RoleDescriptors that repeat the certificates, then the
/// IDPSSODescriptor, all signed, with a byte order mark in front.
/// </summary>
internal static class FederationMetadata
{
    private const string Fed = "http://docs.oasis-open.org/wsfed/federation/200706";
    private const string Auth = "http://docs.oasis-open.org/wsfed/authorization/200706";
    private const string Addressing = "http://www.w3.org/2005/08/addressing";
    private const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly (string Uri, string Name, string Description)[] Claims =
    [
        (EntraClaims.Name, "Name", "Sign-in name; may change."),
        (EntraClaims.GivenName, "Given Name", "First name."),
        (EntraClaims.Surname, "Surname", "Last name."),
        (EntraClaims.DisplayName, "Display Name", "Name that people see."),
        (EntraClaims.EmailAddress, "Email", "Mailbox."),
        (EntraClaims.Groups, "Groups", "Groups that hold the account."),
        (EntraClaims.Role, "Role", "Application roles of the account."),
        (EntraClaims.ObjectIdentifier, "Object Identifier", "The account, whatever its name."),
        (EntraClaims.TenantId, "Tenant Id", "The directory."),
    ];

    public static byte[] Write(IdpUrls urls, IReadOnlyList<X509Certificate2> certificates, XmlSignatureOptions signature)
    {
        var id = SamlId.New();
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
            WriteEntity(writer, id, urls, certificates);
        var signed = """<?xml version="1.0" encoding="utf-8"?>""" + XmlSigner.Sign(text.ToString(), id, signature);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(signed)];
    }

    private static void WriteEntity(XmlWriter writer, string id, IdpUrls urls, IReadOnlyList<X509Certificate2> certificates)
    {
        writer.WriteStartElement("EntityDescriptor", SamlUris.Metadata);
        writer.WriteAttributeString("ID", id);
        writer.WriteAttributeString("entityID", EntraNames.Issuer(urls.DirectoryId));
        WriteRole(writer, "fed:SecurityTokenServiceType", certificates, () =>
        {
            WriteClaims(writer);
            WriteEndpoint(writer, "SecurityTokenServiceEndpoint", urls);
            WriteEndpoint(writer, "PassiveRequestorEndpoint", urls);
        });
        WriteRole(writer, "fed:ApplicationServiceType", certificates, () =>
        {
            WriteEndpoint(writer, "TargetScopes", urls);
            WriteEndpoint(writer, "ApplicationServiceEndpoint", urls);
            WriteEndpoint(writer, "PassiveRequestorEndpoint", urls);
        });
        WriteIdp(writer, urls, certificates);
        writer.WriteEndElement();
    }

    private static void WriteRole(XmlWriter writer, string type, IReadOnlyList<X509Certificate2> certificates, Action writeRest)
    {
        writer.WriteStartElement("RoleDescriptor", SamlUris.Metadata);
        writer.WriteAttributeString("xmlns", "xsi", null, Xsi);
        writer.WriteAttributeString("xmlns", "fed", null, Fed);
        writer.WriteAttributeString("xsi", "type", Xsi, type);
        writer.WriteAttributeString("protocolSupportEnumeration", Fed);
        foreach (var certificate in certificates) KeyDescriptorXml.Write(writer, certificate, "signing");
        writeRest();
        writer.WriteEndElement();
    }

    private static void WriteClaims(XmlWriter writer)
    {
        writer.WriteStartElement("fed", "ClaimTypesOffered", Fed);
        foreach (var (uri, name, description) in Claims)
        {
            writer.WriteStartElement("auth", "ClaimType", Auth);
            writer.WriteAttributeString("Uri", uri);
            writer.WriteElementString("auth", "DisplayName", Auth, name);
            writer.WriteElementString("auth", "Description", Auth, description);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteEndpoint(XmlWriter writer, string name, IdpUrls urls)
    {
        writer.WriteStartElement("fed", name, Fed);
        writer.WriteStartElement("EndpointReference", Addressing);
        writer.WriteElementString("Address", Addressing, name == "TargetScopes" ? EntraNames.Issuer(urls.DirectoryId) : urls.Login);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteIdp(XmlWriter writer, IdpUrls urls, IReadOnlyList<X509Certificate2> certificates)
    {
        writer.WriteStartElement("IDPSSODescriptor", SamlUris.Metadata);
        writer.WriteAttributeString("protocolSupportEnumeration", SamlUris.Protocol);
        foreach (var certificate in certificates) KeyDescriptorXml.Write(writer, certificate, "signing");
        EndpointXml.Write(writer, "SingleLogoutService", SamlUris.RedirectBinding, urls.Logout);
        EndpointXml.Write(writer, "SingleSignOnService", SamlUris.RedirectBinding, urls.Login);
        EndpointXml.Write(writer, "SingleSignOnService", SamlUris.PostBinding, urls.Login);
        writer.WriteEndElement();
    }
}
