using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>Metadata as simple IdPs publish it: prefixed, indented, unsigned, keys without a <c>use</c>.</summary>
internal static class PlainMetadata
{
    public static byte[] Write(IdpUrls urls, IReadOnlyList<X509Certificate2> certificates)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (var writer = XmlWriter.Create(bytes, settings)) WriteEntity(writer, urls, certificates);
        return bytes.ToArray();
    }

    private static void WriteEntity(XmlWriter writer, IdpUrls urls, IReadOnlyList<X509Certificate2> certificates)
    {
        writer.WriteStartElement("md", "EntityDescriptor", SamlUris.Metadata);
        writer.WriteAttributeString("entityID", EntraNames.Issuer(urls.DirectoryId));
        writer.WriteStartElement("IDPSSODescriptor", SamlUris.Metadata);
        writer.WriteAttributeString("WantAuthnRequestsSigned", "false");
        writer.WriteAttributeString("protocolSupportEnumeration", SamlUris.Protocol);
        foreach (var certificate in certificates) KeyDescriptorXml.Write(writer, certificate, use: null);
        EndpointXml.Write(writer, "SingleLogoutService", SamlUris.RedirectBinding, urls.Logout);
        writer.WriteElementString("NameIDFormat", SamlUris.Metadata, SamlUris.PersistentNameId);
        writer.WriteElementString("NameIDFormat", SamlUris.Metadata, SamlUris.EmailNameId);
        EndpointXml.Write(writer, "SingleSignOnService", SamlUris.RedirectBinding, urls.Login);
        EndpointXml.Write(writer, "SingleSignOnService", SamlUris.PostBinding, urls.Login);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
