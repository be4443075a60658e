using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Saml.Encryption;
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
        [NotNullWhen(false)] out SamlFailure? failure) => TryVerify(samlResponse, expected, now, null, out response, out failure, out _);

    /// <summary>The same, and tells what the response said of itself, for a trace.</summary>
    /// <param name="samlResponse">The value of the form field SAMLResponse.</param>
    /// <param name="expected">What it must match.</param>
    /// <param name="now">The time to check against.</param>
    /// <param name="response">The verified facts.</param>
    /// <param name="failure">Why it is refused.</param>
    /// <param name="outline">What it says of itself, accepted or not; null when it is no Response that can be read.</param>
    /// <returns>Whether every check passed.</returns>
    public static bool TryVerify(
        ReadOnlySpan<byte> samlResponse,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure,
        out ResponseOutline? outline) => TryVerify(samlResponse, expected, now, new OutlineSketch(), out response, out failure, out outline);

    private static bool TryVerify(
        ReadOnlySpan<byte> samlResponse,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure,
        out ResponseOutline? outline)
    {
        response = null;
        outline = null;
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
            bool verified = TryVerify(tree, expected, now, sketch, out response, out failure);
            outline = sketch?.Finish(tree, verified);
            return verified;
        }
    }

    private static bool TryVerify(
        XmlTree tree,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (!DocumentRules.TryApply(tree, out failure)
            || !ResponseShape.TryRead(new XmlElement(tree, tree.Root), out ResponseShape received, out failure)
            || !EnvelopeChecks.TryCheck(received, expected, now, signed: received.Signature is not null, out failure))
        {
            return false;
        }

        if (received.Signature is not { } signature)
        {
            return TryReadUnsigned(received, expected, now, sketch, out response, out failure);
        }

        if (!SignatureGate.TryVerify(received.Response, signature, expected.IdentityProvider, expected.RejectExpiredCertificates, now, sketch, out SignedElement? signed, out failure))
        {
            return false;
        }

        using (signed)
        {
            return ResponseShape.TryRead(signed.Root, out ResponseShape envelope, out failure)
                && EnvelopeChecks.TryCheck(envelope, expected, now, signed: true, out failure)
                && TryReadAssertion(received, new SignedResponse(signed, envelope), expected, now, sketch, out response, out failure);
        }
    }

    private static bool TryReadUnsigned(
        ResponseShape received,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (expected.RequireSignedResponse)
        {
            failure = new SamlFailure(SamlError.SignatureMissing, "saml-profiles-2.0-os 4.1.4.5", "The Response is not signed, and this tenant demands it.");
            return false;
        }

        return TryReadAssertion(received, null, expected, now, sketch, out response, out failure);
    }

    /// <summary>Reads the facts out of proven octets alone, and checks them.</summary>
    private static bool TryReadAssertion(
        ResponseShape received,
        SignedResponse? signed,
        ResponseExpectations expected,
        DateTimeOffset now,
        OutlineSketch? sketch,
        [NotNullWhen(true)] out VerifiedResponse? response,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        response = null;
        if (!ProvenAssertion.TryProve(received, signed, expected, now, sketch, out ProvenAssertion? proven, out failure))
        {
            return false;
        }

        using (proven)
        {
            XmlElement assertion = proven.Assertion.Element;
            XmlChildren children = assertion.Children;
            XmlElement? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) ? i : null;
            failure = EnvelopeChecks.CheckVersion(assertion)
                ?? EnvelopeChecks.CheckIssuer(issuer, expected.IdentityProvider)
                ?? EnvelopeChecks.CheckIssueInstant(assertion, now);
            string? inResponseTo = (signed?.Shape ?? received).Response.Token("InResponseTo"u8);
            if (failure is not null
                || !AssertionReader.TryRead(proven.Assertion, expected.DecryptionKeys, out AssertionFacts? facts, out failure)
                || !AssertionChecks.TryCheck(Sketched(sketch, assertion, facts), inResponseTo, expected, now, out SubjectConfirmation? confirmation, out failure))
            {
                if (proven.IsCiphertextOpen)
                {
                    sketch?.Conceal();
                }

                failure = proven.IsCiphertextOpen ? Decryptor.Conceal(failure!) : failure!;
                return false;
            }

            response = Describe(assertion, facts, confirmation, signed, proven.Key, expected);
            return true;
        }
    }

    private static AssertionFacts Sketched(OutlineSketch? sketch, XmlElement assertion, AssertionFacts facts)
    {
        sketch?.Proven(assertion, facts);
        return facts;
    }

    private static VerifiedResponse Describe(
        XmlElement assertion, AssertionFacts facts, SubjectConfirmation confirmation, SignedResponse? signed, IdpSigningKey key, ResponseExpectations expected)
    {
        AuthnStatement authentication = facts.Latest!;
        return new VerifiedResponse
        {
            Issuer = expected.IdentityProvider.EntityId,
            AssertionId = assertion.Token("ID"u8)!,
            ResponseId = signed?.Shape.Response.Token("ID"u8),
            InResponseTo = confirmation.InResponseTo,
            NameId = facts.NameId,
            SessionIndex = authentication.SessionIndex,
            AuthnInstant = authentication.AuthnInstant,
            SessionNotOnOrAfter = facts.AuthnStatements.Min(a => a.SessionNotOnOrAfter),
            AuthnContextClassRef = authentication.ClassRef,
            Attributes = facts.Attributes,
            AcceptableUntil = AssertionChecks.AcceptableUntil(facts),
            CertificateThumbprint = key.Thumbprint,
        };
    }
}
