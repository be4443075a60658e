using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace LocalIdp;

/// <summary>Writes a KeyDescriptor (Metadata 2.4.1.1).</summary>
internal static class KeyDescriptorXml
{
    /// <param name="writer">Where to.</param>
    /// <param name="certificate">The key.</param>
    /// <param name="use">Null leaves the attribute out, which means both uses.</param>
    public static void Write(XmlWriter writer, X509Certificate2 certificate, string? use)
    {
        writer.WriteStartElement("KeyDescriptor", SamlUris.Metadata);
        writer.WriteOptional("use", use);
        writer.WriteStartElement("KeyInfo", SamlUris.Signature);
        writer.WriteStartElement("X509Data", SamlUris.Signature);
        writer.WriteElementString("X509Certificate", SamlUris.Signature, Convert.ToBase64String(certificate.RawData));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
