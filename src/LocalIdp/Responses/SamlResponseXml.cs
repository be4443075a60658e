using System.Text;
using System.Xml;

namespace LocalIdp;

/// <summary>Writes SAML Responses with Entra's element order, prefixes and namespace declarations.</summary>
public static class SamlResponseXml
{
    // No indentation: white space would be signed. Line ends in values are written as character references, so that parsing keeps them.
    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The unsigned Response as one line of XML without declaration.</summary>
    public static string Build(SamlResponseOptions options) => Write(writer => WriteResponse(writer, options));

    /// <summary>The unsigned assertion alone, complete with its namespace declaration.</summary>
    public static string BuildAssertion(SamlResponseOptions options) => Write(writer => AssertionXml.Write(writer, options));

    private static string Write(Action<XmlWriter> write)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Settings)) write(writer);
        return text.ToString();
    }

    private static void WriteResponse(XmlWriter writer, SamlResponseOptions options)
    {
        writer.WriteStartElement("samlp", "Response", SamlUris.Protocol);
        writer.WriteOptional("ID", options.ResponseId);
        writer.WriteOptional("Version", options.ResponseVersion);
        writer.WriteOptional("IssueInstant", options.ResponseIssueInstant);
        writer.WriteOptional("Destination", options.Destination);
        writer.WriteOptional("InResponseTo", options.InResponseTo);
        if (options.ResponseIssuer is not null) writer.WriteElementString("Issuer", SamlUris.Assertion, options.ResponseIssuer);
        if (options.StatusCodes is not null) WriteStatus(writer, options.StatusCodes, options.StatusMessage);
        if (options.HasAssertion) AssertionXml.Write(writer, options);
        writer.WriteEndElement();
    }

    private static void WriteStatus(XmlWriter writer, IReadOnlyList<string> codes, string? message)
    {
        writer.WriteStartElement("samlp", "Status", SamlUris.Protocol);
        foreach (var code in codes)
        {
            writer.WriteStartElement("samlp", "StatusCode", SamlUris.Protocol);
            writer.WriteAttributeString("Value", code);
        }

        for (var open = codes.Count; open > 0; open--) writer.WriteEndElement();
        if (message is not null) writer.WriteElementString("samlp", "StatusMessage", SamlUris.Protocol, message);
        writer.WriteEndElement();
    }
}
