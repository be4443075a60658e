using Saml.Xml;

namespace Saml;

/// <summary>The statements of an assertion (saml-core-2.0-os 2.7).</summary>
internal sealed partial class AssertionReader
{
    private bool ReadStatement(XmlElement statement)
    {
        if (statement.Is(XmlNamespaces.Assertion, "AuthnStatement"u8))
        {
            return ReadAuthnStatement(statement);
        }

        // Statements that say nothing about sign-in are not ours to judge (Kantara IIP-EXT01); strangers among them are.
        return statement.Is(XmlNamespaces.Assertion, "AttributeStatement"u8)
            ? ReadAttributes(statement)
            : statement.Is(XmlNamespaces.Assertion, "Statement"u8)
                || statement.Is(XmlNamespaces.Assertion, "AuthzDecisionStatement"u8)
                || Fail("2.3.3", $"'{SamlFailure.Quote(statement.LocalName)}' stands in the Assertion where the schema allows none");
    }

    private bool ReadAuthnStatement(XmlElement statement)
    {
        string? instant = statement.Token("AuthnInstant"u8);
        if (!XmlInstant.TryRead(instant, out DateTimeOffset authenticated))
        {
            return Fail("2.7.2", "the AuthnStatement has no legal AuthnInstant");
        }

        string? sessionIndex = statement.Attribute("SessionIndex"u8);
        if (authenticated.Year < SamlLimits.EarliestYear || sessionIndex?.Length > SamlLimits.MaxNameLength)
        {
            return Fail("2.7.2", $"the AuthnInstant lies before {SamlLimits.EarliestYear}, or the SessionIndex is longer than {SamlLimits.MaxNameLength} characters");
        }

        if (!TryInstant(statement, "SessionNotOnOrAfter"u8, out DateTimeOffset? sessionEnd))
        {
            return false;
        }

        XmlChildren children = statement.Children;
        children.TryTake(XmlNamespaces.Assertion, "SubjectLocality"u8, out _);
        if (!children.TryTake(XmlNamespaces.Assertion, "AuthnContext"u8, out XmlElement context) || !children.IsAtEnd)
        {
            return Fail("2.7.2", "the AuthnStatement is not SubjectLocality and AuthnContext");
        }

        XmlChildren inner = context.Children;
        string? classRef = null;
        if (inner.TryTake(XmlNamespaces.Assertion, "AuthnContextClassRef"u8, out XmlElement reference))
        {
            if (reference.HasElements)
            {
                return Fail("2.7.2.2", "the AuthnContextClassRef holds elements");
            }

            classRef = reference.TokenText();
        }

        _facts.AuthnStatements.Add(new AuthnStatement(authenticated, sessionIndex, sessionEnd, classRef));
        return true;
    }

    private bool ReadAttributes(XmlElement statement)
    {
        XmlChildren children = statement.Children;
        while (children.TryTake(out XmlElement element))
        {
            if (!(element.Is(XmlNamespaces.Assertion, "EncryptedAttribute"u8) ? Decrypt(element, ReadAttribute) : ReadAttribute(element)))
            {
                return false;
            }
        }

        return children.IsAtEnd || Fail("2.7.3", "the AttributeStatement holds text");
    }

    private bool ReadAttribute(XmlElement element)
    {
        if (!element.Is(XmlNamespaces.Assertion, "Attribute"u8) || element.Attribute("Name"u8) is not { } name)
        {
            return Fail("2.7.3", "the AttributeStatement holds something else than Attributes with a Name");
        }

        var values = new List<string>(1);
        XmlChildren inner = element.Children;
        while (inner.TryTake(XmlNamespaces.Assertion, "AttributeValue"u8, out XmlElement value))
        {
            values.Add(value.Text());
        }

        _facts.Attributes.Add(new SamlAttribute(name, element.Token("NameFormat"u8), values));
        return inner.IsAtEnd || Fail("2.7.3.1", "an Attribute holds something else than AttributeValues");
    }
}
