using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Saml.Signatures;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Takes a Response as it came over the POST binding and proves it, or refuses it (Web Browser SSO profile, saml-profiles-2.0-os 4.1).
/// It has no state and reads no clock; hostile input gives a <see cref="SamlFailure"/>, never an exception.
/// </summary>
public static class ResponseVerifier
{
    /// <summary>Verifies one response.</summary>
    /// <param name="samlResponse">The value of the form field SAMLResponse: base64, white space allowed; at most <see cref="SamlLimits.MaxEncodedMessageBytes"/> octets.</param>
    /// <param name="expected">What it must match.</param>
    /// <param name="now">The time to check against; skew is <see cref="SamlLimits.ClockSkew"/>.</param>
    /// <param name="response">The verified facts.</param>
    /// <param name="failure">Why it is refused: the first check that failed.</param>
    /// <returns>Whether every check passed.</returns>
    public static bool TryVerify(
        ReadOnlySpan<byte> samlResponse,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (samlResponse.IsEmpty)
        {
            failure = new SamlFailure(SamlError.ResponseMissing, "saml-bindings-2.0-os 3.5.4", "The form has no SAMLResponse.");
            return false;
        }

        if (samlResponse.Length > SamlLimits.MaxEncodedMessageBytes)
        {
            failure = new SamlFailure(SamlError.MessageTooLarge, "engine limit", $"SAMLResponse has {samlResponse.Length} octets; at most {SamlLimits.MaxEncodedMessageBytes} are read.");
            return false;
        }

        using PooledBuffer message = new(Base64.GetMaxDecodedFromUtf8Length(samlResponse.Length));
        Span<byte> room = message.Reserve(Base64.GetMaxDecodedFromUtf8Length(samlResponse.Length));
        OperationStatus status = Base64.DecodeFromUtf8(samlResponse, room, out _, out int decoded);
        message.Advance(decoded);
        if (status != OperationStatus.Done || decoded == 0)
        {
            failure = new SamlFailure(SamlError.NotBase64, "saml-bindings-2.0-os 3.5.4", "SAMLResponse is not base64.");
            return false;
        }

        if (!XmlParser.TryParse(message.Array, message.Length, XmlLimits.Message, out XmlTree? tree, out failure))
        {
            return false;
        }

        using (tree)
        {
            return TryVerify(tree, expected, now, out response, out failure);
        }
    }

    private static bool TryVerify(
        XmlTree tree,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (!DocumentRules.TryApply(tree, out failure)
            || !ResponseShape.TryRead(new XmlElement(tree, tree.Root), out ResponseShape received, out failure)
            || !EnvelopeChecks.TryCheck(received, expected, now, signed: received.Signature is not null, out failure)
            || !TryFindAssertion(received, expected, out XmlElement assertion, out XmlElement? assertionSignature, out failure))
        {
            return false;
        }

        SignedElement? signedResponse = null;
        SignedElement? signedAssertion = null;
        try
        {
            return (received.Signature is not { } s || TryVerifySignature(received.Response, s, expected, now, out signedResponse, out failure))
                && (assertionSignature is not { } a || TryVerifySignature(assertion, a, expected, now, out signedAssertion, out failure))
                && TryRead(received, signedResponse, signedAssertion, expected, now, out response, out failure);
        }
        finally
        {
            signedResponse?.Dispose();
            signedAssertion?.Dispose();
        }
    }

    /// <summary>The one assertion and its signature; and that at least one signature is there to be verified.</summary>
    private static bool TryFindAssertion(
        ResponseShape received,
        ResponseExpectations expected,
        out XmlElement assertion,
        out XmlElement? signature,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        assertion = received.Assertion.GetValueOrDefault();
        signature = null;
        if (received.Assertion is null)
        {
            failure = received.IsEncrypted
                ? new SamlFailure(SamlError.AssertionEncrypted, "saml-core-2.0-os 6", "The assertion is encrypted, and no decryption key is set up; turn token encryption off at the identity provider.")
                : new SamlFailure(SamlError.AssertionMissing, "saml-profiles-2.0-os 4.1.4.2", "The Response holds no assertion.");
            return false;
        }

        XmlChildren children = assertion.Children;
        XmlElement? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) ? i : null;
        signature = children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement s) ? s : null;
        failure = EnvelopeChecks.CheckVersion(assertion)
            ?? EnvelopeChecks.CheckIssuer(issuer, expected.IdentityProvider)
            ?? CheckSignaturesPresent(received.Signature is not null, signature is not null, expected);
        return failure is null;
    }

    /// <summary>saml-profiles-2.0-os 4.1.4.5: over POST the assertion must be protected by a signature, its own or the Response's.</summary>
    private static SamlFailure? CheckSignaturesPresent(bool onResponse, bool onAssertion, ResponseExpectations expected)
    {
        if (!onResponse && expected.RequireSignedResponse)
        {
            return new SamlFailure(SamlError.SignatureMissing, "saml-profiles-2.0-os 4.1.4.5", "The Response is not signed, and this tenant demands it.");
        }

        return onResponse || onAssertion
            ? null
            : new SamlFailure(SamlError.SignatureMissing, "saml-profiles-2.0-os 4.1.4.5", "Neither the Response nor the assertion is signed.");
    }

    private static bool TryVerifySignature(
        XmlElement element,
        XmlElement signature,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out SignedElement? signed,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        if (!SignatureVerifier.TryVerify(element, signature, expected.IdentityProvider.SigningKeys, out signed, out failure))
        {
            return false;
        }

        if (expected.RejectExpiredCertificates && (now < signed.Key.NotBefore || now > signed.Key.NotAfter))
        {
            failure = SamlFailure.Mismatch(
                SamlError.CertificateExpired,
                "tenant setting",
                $"The {element.LocalName} is signed with a certificate that is not valid today; renew it at the identity provider.",
                $"{XmlInstant.Write(signed.Key.NotBefore)} to {XmlInstant.Write(signed.Key.NotAfter)}",
                XmlInstant.Write(now));
            signed.Dispose();
            signed = null;
            return false;
        }

        return true;
    }

    /// <summary>Reads the facts out of signed octets alone, and checks them.</summary>
    private static bool TryRead(
        ResponseShape received,
        SignedElement? signedResponse,
        SignedElement? signedAssertion,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        ResponseShape envelope = received;
        if (signedResponse is not null
            && (!ResponseShape.TryRead(signedResponse.Root, out envelope, out failure)
                || !EnvelopeChecks.TryCheck(envelope, expected, now, signed: true, out failure)))
        {
            return false;
        }

        // The assertion comes out of octets that were signed: its own, else the Response's. There is no third way to one.
        SignedElement proof = signedAssertion ?? signedResponse ?? throw new InvalidOperationException("No signature was verified.");
        if ((signedAssertion?.Root ?? envelope.Assertion) is not { } assertion)
        {
            failure = new SamlFailure(SamlError.AssertionMissing, "saml-profiles-2.0-os 4.1.4.2", "The signed Response holds no assertion.");
            return false;
        }

        XmlChildren children = assertion.Children;
        XmlElement? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) ? i : null;
        failure = EnvelopeChecks.CheckVersion(assertion)
            ?? EnvelopeChecks.CheckIssuer(issuer, expected.IdentityProvider)
            ?? EnvelopeChecks.CheckIssueInstant(assertion, now);
        string? inResponseTo = envelope.Response.Token("InResponseTo"u8);
        if (failure is not null
            || !AssertionReader.TryRead(assertion, out AssertionFacts? facts, out failure)
            || !AssertionChecks.TryCheck(facts, inResponseTo, expected, now, out SubjectConfirmation? confirmation, out failure))
        {
            return false;
        }

        AuthnStatement authentication = facts.AuthnStatements[0];
        response = new VerifiedResponse
        {
            Issuer = expected.IdentityProvider.EntityId,
            AssertionId = assertion.Token("ID"u8)!,
            ResponseId = signedResponse?.Root.Token("ID"u8),
            InResponseTo = confirmation.InResponseTo,
            NameId = facts.NameId,
            SessionIndex = authentication.SessionIndex,
            AuthnInstant = authentication.AuthnInstant,
            SessionNotOnOrAfter = facts.AuthnStatements.Min(a => a.SessionNotOnOrAfter),
            AuthnContextClassRef = authentication.ClassRef,
            Attributes = facts.Attributes,
            AcceptableUntil = AssertionChecks.AcceptableUntil(facts),
            CertificateThumbprint = proof.Key.Thumbprint,
        };
        failure = null;
        return true;
    }
}
