using System.Diagnostics.CodeAnalysis;
using Saml.Encryption;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Reads a saml:Assertion (saml-core-2.0-os 2.3.3) out of a tree of signed octets, in the order of its schema. The first thing that is
/// not legal ends the reading.
/// </summary>
internal sealed class AssertionReader
{
    // Each costs a private-key operation.
    private const int MaxDecryptions = 16;

    private readonly AssertionFacts _facts = new();
    private SamlFailure? _failure;
    private int _decryptions;

    private readonly IReadOnlyList<ServiceProviderKey> _keys;

    private AssertionReader(IReadOnlyList<ServiceProviderKey> keys) => _keys = [.. keys.Where(k => k.CanDecrypt)];

    internal static bool TryRead(
        XmlElement assertion, IReadOnlyList<ServiceProviderKey> keys, [NotNullWhen(true)] out AssertionFacts? facts, [NotNullWhen(false)] out SamlFailure? failure)
    {
        var reader = new AssertionReader(keys);
        facts = reader.ReadAssertion(assertion) ? reader._facts : null;
        failure = reader._failure;
        return facts is not null;
    }

    private bool ReadAssertion(XmlElement assertion)
    {
        XmlChildren children = assertion.Children;
        if (!children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _))
        {
            return Fail("2.3.3", "the Assertion does not start with its Issuer");
        }

        // Where the Response alone vouches, the assertion's own signature has been verified too and says nothing more.
        children.TryTake(XmlNamespaces.Signature, "Signature"u8, out _);
        if (children.TryTake(XmlNamespaces.Assertion, "Subject"u8, out XmlElement subject) && !ReadSubject(subject))
        {
            return false;
        }

        if (children.TryTake(XmlNamespaces.Assertion, "Conditions"u8, out XmlElement conditions) && !ReadConditions(conditions))
        {
            return false;
        }

        // Advice may be ignored (2.6.1); DocumentRules has seen to it that it holds no assertion.
        children.TryTake(XmlNamespaces.Assertion, "Advice"u8, out _);
        while (children.TryTake(out XmlElement statement))
        {
            if (!ReadStatement(statement))
            {
                return false;
            }
        }

        return children.IsAtEnd || Fail("2.3.3", "the Assertion holds text");
    }

    private bool ReadSubject(XmlElement subject)
    {
        XmlChildren children = subject.Children;
        if (children.TryTake(XmlNamespaces.Assertion, "NameID"u8, out XmlElement name))
        {
            if (!ReadNameId(name))
            {
                return false;
            }
        }
        else if (children.TryTake(XmlNamespaces.Assertion, "EncryptedID"u8, out XmlElement encrypted))
        {
            if (!Decrypt(encrypted, ReadNameId))
            {
                return false;
            }
        }
        else
        {
            children.TryTake(XmlNamespaces.Assertion, "BaseID"u8, out _);
        }

        while (children.TryTake(XmlNamespaces.Assertion, "SubjectConfirmation"u8, out XmlElement confirmation))
        {
            if (!ReadConfirmation(confirmation))
            {
                return false;
            }
        }

        return children.IsAtEnd || Fail("2.4.1", "the Subject holds what its schema does not allow");
    }

    private bool ReadNameId(XmlElement name)
    {
        _facts.NameId = NameIdReader.Read(name);
        return _facts.NameId is not null
            || Fail("2.2.3", $"the name identifier is not a NameID without elements, or one of its parts is longer than {SamlLimits.MaxNameLength} characters");
    }

    private bool ReadConfirmation(XmlElement confirmation)
    {
        XmlChildren children = confirmation.Children;
        // Who may confirm (2.4.1.1) does not matter to a bearer.
        _ = children.TryTake(XmlNamespaces.Assertion, "NameID"u8, out _)
            || children.TryTake(XmlNamespaces.Assertion, "BaseID"u8, out _)
            || children.TryTake(XmlNamespaces.Assertion, "EncryptedID"u8, out _);
        XmlElement? data = children.TryTake(XmlNamespaces.Assertion, "SubjectConfirmationData"u8, out XmlElement d) ? d : null;
        if (!children.IsAtEnd)
        {
            return Fail("2.4.1.1", "a SubjectConfirmation holds what its schema does not allow");
        }

        if (!TryInstant(data, "NotBefore"u8, out DateTimeOffset? notBefore) || !TryInstant(data, "NotOnOrAfter"u8, out DateTimeOffset? notOnOrAfter))
        {
            return false;
        }

        _facts.Confirmations.Add(new SubjectConfirmation(
            confirmation.Token("Method"u8), data?.Token("Recipient"u8), data?.Token("InResponseTo"u8), notBefore, notOnOrAfter));
        return true;
    }

    /// <summary>saml-core-2.0-os 2.5.1: whoever does not understand a condition cannot call the assertion valid.</summary>
    private bool ReadConditions(XmlElement conditions)
    {
        if (!TryInstant(conditions, "NotBefore"u8, out DateTimeOffset? notBefore) || !TryInstant(conditions, "NotOnOrAfter"u8, out DateTimeOffset? notOnOrAfter))
        {
            return false;
        }

        _facts.NotBefore = notBefore;
        _facts.NotOnOrAfter = notOnOrAfter;
        XmlChildren children = conditions.Children;
        while (children.TryTake(out XmlElement condition))
        {
            if (condition.Is(XmlNamespaces.Assertion, "AudienceRestriction"u8))
            {
                if (!ReadAudiences(condition))
                {
                    return false;
                }
            }
            else if (!condition.Is(XmlNamespaces.Assertion, "OneTimeUse"u8) && !condition.Is(XmlNamespaces.Assertion, "ProxyRestriction"u8))
            {
                // One-time use is what we do anyway; proxy restrictions bind those who issue assertions, which we do not.
                _failure = SamlFailure.Mismatch(SamlError.ConditionUnknown, "saml-core-2.0-os 2.5.1", "The assertion holds a condition that is not understood.", null, condition.LocalName);
                return false;
            }
        }

        return children.IsAtEnd || Fail("2.5.1", "the Conditions hold text");
    }

    private bool ReadAudiences(XmlElement restriction)
    {
        var audiences = new List<string>(1);
        XmlChildren children = restriction.Children;
        while (children.TryTake(XmlNamespaces.Assertion, "Audience"u8, out XmlElement audience))
        {
            audiences.Add(audience.TokenText());
        }

        _facts.AudienceRestrictions.Add(audiences);
        return children.IsAtEnd || Fail("2.5.1.4", "an AudienceRestriction holds something else than Audiences");
    }

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
        string? classRef = inner.TryTake(XmlNamespaces.Assertion, "AuthnContextClassRef"u8, out XmlElement reference) ? reference.TokenText() : null;
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

    /// <summary>What is encrypted inside a proven assertion is proven too: the signature covers the ciphertext.</summary>
    private bool Decrypt(XmlElement encrypted, Func<XmlElement, bool> read)
    {
        if (_keys.Count == 0)
        {
            _failure = new SamlFailure(SamlError.AssertionEncrypted, "saml-core-2.0-os 6", $"The assertion holds an {encrypted.LocalName}, and no decryption key is set up.");
            return false;
        }

        if (++_decryptions > MaxDecryptions)
        {
            return Fail("6", $"it holds more than {MaxDecryptions} encrypted parts");
        }

        if (!Decryptor.TryDecrypt(encrypted, null, _keys, out DecryptedElement? decrypted, out _failure))
        {
            return false;
        }

        using (decrypted)
        {
            return read(decrypted.Element);
        }
    }

    private bool TryInstant(XmlElement? element, ReadOnlySpan<byte> attribute, out DateTimeOffset? instant)
    {
        string? text = element?.Token(attribute);
        instant = XmlInstant.TryRead(text, out DateTimeOffset read) ? read : null;
        return text is null || instant is not null || Fail("1.3.3", "a time is not a legal UTC date and time");
    }

    private bool Fail(string clause, string why)
    {
        _failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os " + clause, $"The assertion is not valid: {why}.");
        return false;
    }
}
