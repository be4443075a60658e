using System.Diagnostics.CodeAnalysis;
using Saml.Encryption;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Reads a saml:Assertion (saml-core-2.0-os 2.3.3) in the order of its schema. The first thing that is not legal ends the reading.
/// </summary>
internal sealed partial class AssertionReader
{
    // Each costs a private-key operation.
    private const int MaxDecryptions = 16;

    private readonly AssertionFacts _facts = new();
    private SamlFailure? _failure;
    private int _decryptions;

    private readonly XmlElement _assertion;
    private readonly XmlElement? _received;
    private readonly IReadOnlyList<ServiceProviderKey> _keys;

    private AssertionReader(XmlElement assertion, XmlElement? received, IReadOnlyList<ServiceProviderKey> keys)
    {
        _assertion = assertion;
        _received = received;
        _keys = [.. keys.Where(k => k.CanDecrypt)];
    }

    /// <summary>Reads the facts.</summary>
    /// <param name="assertion">The assertion.</param>
    /// <param name="keys">Our keys.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="failure">What is not legal in it.</param>
    internal static bool TryRead(
        ProvenElement assertion, IReadOnlyList<ServiceProviderKey> keys, [NotNullWhen(true)] out AssertionFacts? facts, [NotNullWhen(false)] out SamlFailure? failure)
    {
        var reader = new AssertionReader(assertion.Element, assertion.Received, keys);
        facts = reader.ReadAssertion() ? reader._facts : null;
        failure = reader._failure;
        return facts is not null;
    }

    /// <summary>What an assertion that nobody vouches for says, for an outline; null where it is not legal or holds what is encrypted.</summary>
    internal static AssertionFacts? ReadUnproven(XmlElement received)
    {
        var reader = new AssertionReader(received, null, []);
        return reader.ReadAssertion() ? reader._facts : null;
    }

    private bool ReadAssertion()
    {
        XmlChildren children = _assertion.Children;
        if (!children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _))
        {
            return Fail("2.3.3", "the Assertion does not start with its Issuer");
        }

        // Signed octets leave the signature out, so that only an assertion as it was received has one.
        if (_received is null)
        {
            children.TryTake(XmlNamespaces.Signature, "Signature"u8, out _);
        }

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
        int oneTimeUses = 0;
        int proxyRestrictions = 0;
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
            else if (condition.Is(XmlNamespaces.Assertion, "OneTimeUse"u8))
            {
                // That is how we use every assertion.
                oneTimeUses++;
            }
            else if (condition.Is(XmlNamespaces.Assertion, "ProxyRestriction"u8))
            {
                // It binds those who issue assertions, which we do not.
                proxyRestrictions++;
            }
            else
            {
                _failure = SamlFailure.Mismatch(SamlError.ConditionUnknown, "saml-core-2.0-os 2.5.1", "The assertion holds a condition that is not understood.", null, condition.LocalName);
                return false;
            }
        }

        return (children.IsAtEnd || Fail("2.5.1", "the Conditions hold text"))
            && ((oneTimeUses <= 1 && proxyRestrictions <= 1) || Fail("2.5.1.5", "its Conditions hold OneTimeUse or ProxyRestriction twice"));
    }

    private bool ReadAudiences(XmlElement restriction)
    {
        var audiences = new List<string>(1);
        XmlChildren children = restriction.Children;
        while (children.TryTake(XmlNamespaces.Assertion, "Audience"u8, out XmlElement audience))
        {
            if (audience.HasElements)
            {
                return Fail("2.5.1.4", "an Audience holds elements");
            }

            audiences.Add(audience.TokenText());
        }

        _facts.AudienceRestrictions.Add(audiences);
        return children.IsAtEnd || Fail("2.5.1.4", "an AudienceRestriction holds something else than Audiences");
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

        XmlElement? twin = _received is { } received ? ReceivedTwin.Find(encrypted, _assertion, received) : null;
        if (!Decryptor.TryDecrypt(encrypted, twin, _keys, out DecryptedElement? decrypted, out _failure))
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
