using System.Xml;

namespace LocalIdp;

/// <summary>Writes the assertion (Core 2.3.3) in Entra's shape: its namespace is the default one.</summary>
internal static class AssertionXml
{
    public static void Write(XmlWriter writer, SamlResponseOptions options)
    {
        Start(writer, "Assertion");
        writer.WriteOptional("ID", options.AssertionId);
        writer.WriteOptional("IssueInstant", options.AssertionIssueInstant);
        writer.WriteOptional("Version", options.AssertionVersion);
        if (options.AssertionIssuer is not null) Element(writer, "Issuer", options.AssertionIssuer);
        WriteSubject(writer, options);
        if (options.HasConditions) WriteConditions(writer, options);
        if (options.Attributes is not null) WriteAttributes(writer, options.Attributes);
        if (options.HasAuthnStatement) WriteAuthnStatement(writer, options);
        writer.WriteEndElement();
    }

    private static void WriteSubject(XmlWriter writer, SamlResponseOptions options)
    {
        if (options.NameId is null && options.ConfirmationMethod is null) return;
        Start(writer, "Subject");
        if (options.NameId is not null)
        {
            Start(writer, "NameID");
            writer.WriteOptional("Format", options.NameIdFormat);
            writer.WriteString(options.NameId);
            writer.WriteEndElement();
        }

        if (options.ConfirmationMethod is not null) WriteConfirmation(writer, options);
        writer.WriteEndElement();
    }

    private static void WriteConfirmation(XmlWriter writer, SamlResponseOptions options)
    {
        Start(writer, "SubjectConfirmation");
        writer.WriteOptional("Method", options.ConfirmationMethod);
        Start(writer, "SubjectConfirmationData");
        writer.WriteOptional("InResponseTo", options.ConfirmationInResponseTo);
        writer.WriteOptional("NotBefore", options.ConfirmationNotBefore);
        writer.WriteOptional("NotOnOrAfter", options.ConfirmationNotOnOrAfter);
        writer.WriteOptional("Recipient", options.Recipient);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteConditions(XmlWriter writer, SamlResponseOptions options)
    {
        Start(writer, "Conditions");
        writer.WriteOptional("NotBefore", options.NotBefore);
        writer.WriteOptional("NotOnOrAfter", options.NotOnOrAfter);
        foreach (var audiences in options.AudienceRestrictions)
        {
            Start(writer, "AudienceRestriction");
            foreach (var audience in audiences) Element(writer, "Audience", audience);
            writer.WriteEndElement();
        }

        foreach (var condition in options.MoreConditions) writer.WriteRaw(condition);
        writer.WriteEndElement();
    }

    private static void WriteAttributes(XmlWriter writer, IReadOnlyList<SamlClaim> attributes)
    {
        Start(writer, "AttributeStatement");
        foreach (var attribute in attributes)
        {
            Start(writer, "Attribute");
            writer.WriteOptional("Name", attribute.Name);
            writer.WriteOptional("NameFormat", attribute.NameFormat);
            writer.WriteOptional("FriendlyName", attribute.FriendlyName);
            foreach (var value in attribute.Values) Element(writer, "AttributeValue", value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteAuthnStatement(XmlWriter writer, SamlResponseOptions options)
    {
        Start(writer, "AuthnStatement");
        writer.WriteOptional("AuthnInstant", options.AuthnInstant);
        writer.WriteOptional("SessionIndex", options.SessionIndex);
        writer.WriteOptional("SessionNotOnOrAfter", options.SessionNotOnOrAfter);
        Start(writer, "AuthnContext");
        if (options.AuthnContext is not null) Element(writer, "AuthnContextClassRef", options.AuthnContext);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Start(XmlWriter writer, string name) => writer.WriteStartElement(name, SamlUris.Assertion);

    private static void Element(XmlWriter writer, string name, string value) => writer.WriteElementString(name, SamlUris.Assertion, value);
}
