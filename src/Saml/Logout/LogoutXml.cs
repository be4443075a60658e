using Saml.Xml;

namespace Saml;

/// <summary>What both logout messages start with (saml-core-2.0-os 3.2.1, 3.2.2).</summary>
internal static class LogoutXml
{
    internal static XmlOutput Start(string name, string id, DateTimeOffset issueInstant, string destination, string? inResponseTo, string issuer) => new XmlOutput()
        .Start(name)
        .Attribute("xmlns:samlp", XmlNamespaces.ProtocolUri)
        .Attribute("Destination", destination)
        .Attribute("ID", id)
        .Attribute("InResponseTo", inResponseTo)
        .Attribute("IssueInstant", XmlInstant.Write(issueInstant))
        .Attribute("Version", "2.0")
        .Start("saml:Issuer").Attribute("xmlns:saml", XmlNamespaces.AssertionUri).Text(issuer).End();
}
