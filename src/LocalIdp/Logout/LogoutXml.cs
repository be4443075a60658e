using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>Writes logout messages (Core 3.7) in Entra's shape, unsigned.</summary>
public static class LogoutXml
{
    /// <summary>A LogoutRequest.</summary>
    public static string Request(LogoutRequestOptions options)
    {
        var xml = Write("LogoutRequest", writer =>
        {
            writer.WriteOptional("ID", options.Id);
            writer.WriteAttributeString("Version", "2.0");
            writer.WriteOptional("IssueInstant", options.IssueInstant);
            writer.WriteOptional("Destination", options.Destination);
            writer.WriteOptional("NotOnOrAfter", options.NotOnOrAfter);
            if (options.Issuer is not null) writer.WriteElementString("Issuer", SamlUris.Assertion, options.Issuer);
            if (options.NameId is not null) WriteName(writer, options);
            foreach (var index in options.SessionIndexes) writer.WriteElementString("samlp", "SessionIndex", SamlUris.Protocol, index);
        });
        return options.EncryptTo is null ? xml : AssertionEncryptor.EncryptNameId(xml, options.EncryptTo);
    }

    /// <summary>A LogoutResponse.</summary>
    /// <param name="issueInstant">Time of issue.</param>
    /// <param name="destination">Where it is sent.</param>
    /// <param name="issuer">Who sends it.</param>
    /// <param name="inResponseTo">ID of the request that it answers; null leaves it out.</param>
    /// <param name="status">Status codes, the first around the second.</param>
    public static string Response(DateTimeOffset issueInstant, string destination, string issuer, string? inResponseTo, params string[] status) =>
        Write("LogoutResponse", writer =>
        {
            writer.WriteOptional("ID", SamlId.New());
            writer.WriteAttributeString("Version", "2.0");
            writer.WriteOptional("IssueInstant", issueInstant);
            writer.WriteOptional("Destination", destination);
            writer.WriteOptional("InResponseTo", inResponseTo);
            writer.WriteElementString("Issuer", SamlUris.Assertion, issuer);
            writer.WriteStartElement("samlp", "Status", SamlUris.Protocol);
            foreach (var code in status)
            {
                writer.WriteStartElement("samlp", "StatusCode", SamlUris.Protocol);
                writer.WriteAttributeString("Value", code);
            }

            foreach (var _ in status) writer.WriteEndElement();
            writer.WriteEndElement();
        });

    private static void WriteName(XmlWriter writer, LogoutRequestOptions options)
    {
        writer.WriteStartElement("NameID", SamlUris.Assertion);
        writer.WriteOptional("Format", options.NameIdFormat);
        writer.WriteOptional("NameQualifier", options.NameQualifier);
        writer.WriteOptional("SPNameQualifier", options.SpNameQualifier);
        writer.WriteString(options.NameId);
        writer.WriteEndElement();
    }

    private static string Write(string name, Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("samlp", name, SamlUris.Protocol);
            content(writer);
            writer.WriteEndElement();
        }

        return text.ToString();
    }
}
