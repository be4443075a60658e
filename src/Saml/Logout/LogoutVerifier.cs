using System.Diagnostics.CodeAnalysis;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Proves logout messages (Single Logout profile, saml-profiles-2.0-os 4.4). A request ends sessions and so must be signed; an answer
/// only says what happened, and must answer the request that this browser carries.
/// </summary>
public static class LogoutVerifier
{
    /// <summary>How old a request without NotOnOrAfter may be.</summary>
    public static readonly TimeSpan RequestLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Verifies a LogoutRequest of the IdP.</summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="expected">What it must match.</param>
    /// <param name="now">The clock.</param>
    /// <param name="request">The request.</param>
    /// <param name="failure">The first check that failed.</param>
    public static bool TryVerifyRequest(
        LogoutMessage message,
        LogoutExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedLogoutRequest? request,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        request = null;
        if (!XmlParser.TryParse(message.Xml, message.Xml.Length, XmlLimits.Message, out XmlTree? tree, out failure))
        {
            return false;
        }

        using (tree)
        {
            if (!TryCheckReceived(tree, "LogoutRequest"u8, expected, now, out failure)
                || !LogoutProof.TryProve(message, tree, expected, signatureNeeded: true, now, out ProvenElement? proven, out SignedElement? signed, out failure))
            {
                return false;
            }

            using (signed)
            {
                return TryReadRequest(proven!.Value, message.RelayState, expected, now, out request, out failure);
            }
        }
    }

    /// <summary>Verifies a LogoutResponse of the IdP.</summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="expected">What it must match.</param>
    /// <param name="now">The clock.</param>
    /// <param name="response">The answer.</param>
    /// <param name="failure">The first check that failed.</param>
    public static bool TryVerifyResponse(
        LogoutMessage message,
        LogoutExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedLogoutResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (!XmlParser.TryParse(message.Xml, message.Xml.Length, XmlLimits.Message, out XmlTree? tree, out failure))
        {
            return false;
        }

        using (tree)
        {
            if (!TryCheckReceived(tree, "LogoutResponse"u8, expected, now, out failure)
                || !LogoutProof.TryProve(message, tree, expected, signatureNeeded: false, now, out ProvenElement? proven, out SignedElement? signed, out failure))
            {
                return false;
            }

            using (signed)
            {
                return TryReadResponse(proven?.Element ?? new XmlElement(tree, tree.Root), expected, now, out response, out failure);
            }
        }
    }

    private static bool TryCheckReceived(XmlTree tree, ReadOnlySpan<byte> name, LogoutExpectations expected, DateTimeOffset now, [NotNullWhen(false)] out SamlFailure? failure)
    {
        var root = new XmlElement(tree, tree.Root);
        if (XmlIds.TryFindDuplicate(tree, out string? duplicate))
        {
            failure = SamlFailure.Mismatch(SamlError.DuplicateId, "saml-core-2.0-os 1.3.4", "Two elements carry the same ID.", null, duplicate);
            return false;
        }

        failure = root.Is(XmlNamespaces.Protocol, name)
            ? CheckEnvelope(root, expected, now)
            : SamlFailure.Mismatch(SamlError.NotALogoutMessage, "saml-core-2.0-os 3.7", "The document is not the logout message that its parameter says.", System.Text.Encoding.UTF8.GetString(name), root.LocalName);
        return failure is null;
    }

    private static SamlFailure? CheckEnvelope(XmlElement root, LogoutExpectations expected, DateTimeOffset now)
    {
        XmlChildren children = root.Children;
        string? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) && !i.HasElements ? i.Text() : null;
        string? destination = root.Token("Destination"u8);
        return EnvelopeChecks.CheckVersion(root)
            ?? EnvelopeChecks.CheckIssueInstant(root, now)
            ?? (issuer == expected.IdentityProvider.EntityId || (issuer is not null && expected.AlternativeIssuers.Contains(issuer))
                ? null
                : SamlFailure.Mismatch(SamlError.IssuerMismatch, "saml-profiles-2.0-os 4.4.4", "The issuer is not this tenant's identity provider.", expected.IdentityProvider.EntityId, issuer))
            ?? (destination is null || destination == expected.Destination
                ? null
                : SamlFailure.Mismatch(SamlError.DestinationMismatch, "saml-core-2.0-os 3.2.1", "The message was sent to another address than this tenant's logout URL.", expected.Destination, destination));
    }

    /// <summary>
    /// saml-bindings-2.0-os 3.4.5.2 and 3.5.5.2: a signed message must say where it was sent. A logout request names no audience, so
    /// without this another service of the same IdP could pass on to us what was sent to it.
    /// </summary>
    private static SamlFailure? CheckIsNamed(XmlElement root, LogoutExpectations expected) => root.Token("Destination"u8) is not null
        ? null
        : SamlFailure.Mismatch(SamlError.DestinationMismatch, "saml-bindings-2.0-os 3.4.5.2", "The signed logout request does not say where it was sent.", expected.Destination, null);

    private static bool TryReadRequest(
        ProvenElement proven,
        string? relayState,
        LogoutExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedLogoutRequest? request,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        request = null;
        // Read again where the message was proven; the first look was only for the most telling error.
        XmlElement root = proven.Element;
        DateTimeOffset acceptableUntil = default;
        failure = CheckEnvelope(root, expected, now) ?? CheckIsNamed(root, expected) ?? CheckAge(root, now, out acceptableUntil);
        if (failure is not null)
        {
            return false;
        }

        XmlChildren children = root.Children;
        children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _);
        children.TryTake(XmlNamespaces.Signature, "Signature"u8, out _);
        children.TryTake(XmlNamespaces.Protocol, "Extensions"u8, out _);
        if (!LogoutName.TryRead(ref children, proven, expected.DecryptionKeys, out NameId? nameId, out failure))
        {
            return false;
        }

        var indexes = new List<string>();
        while (children.TryTake(XmlNamespaces.Protocol, "SessionIndex"u8, out XmlElement index))
        {
            indexes.Add(index.Text());
        }

        if (!children.IsAtEnd)
        {
            failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 3.7.1", "The LogoutRequest holds what its schema does not allow.");
            return false;
        }

        // Legal, or the envelope would have been refused.
        XmlInstant.TryRead(root.Token("IssueInstant"u8), out DateTimeOffset issued);
        request = new VerifiedLogoutRequest
        {
            Id = root.Token("ID"u8)!,
            IssueInstant = issued,
            NameId = nameId,
            SessionIndexes = indexes,
            RelayState = relayState,
            AcceptableUntil = acceptableUntil,
        };
        return true;
    }

    /// <summary>saml-core-2.0-os 3.7.1: NotOnOrAfter, where sent; else the time of issue bounds how long a captured request can be used.</summary>
    private static SamlFailure? CheckAge(XmlElement root, DateTimeOffset now, out DateTimeOffset acceptableUntil)
    {
        acceptableUntil = DateTimeOffset.MaxValue;
        string? text = root.Token("NotOnOrAfter"u8);
        DateTimeOffset end;
        if (text is not null)
        {
            if (!XmlInstant.TryRead(text, out end))
            {
                return SamlFailure.Mismatch(SamlError.SchemaViolation, "saml-core-2.0-os 1.3.3", "NotOnOrAfter is not a legal time.", null, text);
            }
        }
        else
        {
            XmlInstant.TryRead(root.Token("IssueInstant"u8), out DateTimeOffset issued);
            end = issued + RequestLifetime;
        }

        if (now - end >= SamlLimits.ClockSkew)
        {
            return SamlFailure.Mismatch(SamlError.AssertionExpired, "saml-core-2.0-os 3.7.1", "The logout request has expired.", XmlInstant.Write(now), XmlInstant.Write(end));
        }

        acceptableUntil = end > DateTimeOffset.MaxValue - SamlLimits.ClockSkew ? DateTimeOffset.MaxValue : end + SamlLimits.ClockSkew;
        return null;
    }

    private static bool TryReadResponse(
        XmlElement root, LogoutExpectations expected, DateTimeOffset now, [NotNullWhen(true)] out VerifiedLogoutResponse? response, [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        failure = CheckEnvelope(root, expected, now);
        if (failure is not null)
        {
            return false;
        }

        string? inResponseTo = root.Token("InResponseTo"u8);
        if (inResponseTo is null || inResponseTo != expected.RequestId)
        {
            failure = SamlFailure.Mismatch(SamlError.InResponseToMismatch, "saml-core-2.0-os 3.2.2", "The answer is to no logout request of this browser.", expected.RequestId, inResponseTo);
            return false;
        }

        XmlChildren children = root.Children;
        children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _);
        children.TryTake(XmlNamespaces.Signature, "Signature"u8, out _);
        children.TryTake(XmlNamespaces.Protocol, "Extensions"u8, out _);
        if (!children.TryTake(XmlNamespaces.Protocol, "Status"u8, out XmlElement status) || !SamlStatus.TryRead(status, out SamlStatus code, out failure))
        {
            failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 3.2.2", "The LogoutResponse has no Status.");
            return false;
        }

        response = new VerifiedLogoutResponse { InResponseTo = inResponseTo, IsComplete = code.IsSuccess && !code.IsPartialLogout };
        failure = null;
        return true;
    }
}
