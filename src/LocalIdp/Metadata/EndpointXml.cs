using System.Xml;

namespace LocalIdp;

/// <summary>Writes an endpoint (Metadata 2.2.2).</summary>
internal static class EndpointXml
{
    public static void Write(XmlWriter writer, string name, string binding, string location)
    {
        writer.WriteStartElement(name, SamlUris.Metadata);
        writer.WriteAttributeString("Binding", binding);
        writer.WriteAttributeString("Location", location);
        writer.WriteEndElement();
    }
}
