using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>The checks of the Web Browser SSO profile on the facts of a signed assertion (saml-profiles-2.0-os 4.1.4.2 and 4.1.4.3).</summary>
internal static class AssertionChecks
{
    internal const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    /// <summary>Holds the facts against what is expected.</summary>
    /// <param name="facts">The assertion's facts.</param>
    /// <param name="responseInResponseTo">The Response's InResponseTo. It must agree with the signed one of the confirmation.</param>
    /// <param name="expected">What must match.</param>
    /// <param name="now">The clock.</param>
    /// <param name="confirmation">The bearer confirmation that holds.</param>
    /// <param name="failure">The first check that failed.</param>
    internal static bool TryCheck(
        AssertionFacts facts,
        string? responseInResponseTo,
        ResponseExpectations expected,
        DateTimeOffset now,
        [NotNullWhen(true)] out SubjectConfirmation? confirmation,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        failure = FindConfirmation(facts, responseInResponseTo, expected, now, out confirmation)
            ?? CheckConditions(facts, now)
            ?? CheckAudience(facts, expected.EntityId)
            ?? CheckAuthentication(facts, now);
        return failure is null && confirmation is not null;
    }

    /// <summary>From when on none of the time checks can pass any more.</summary>
    internal static DateTimeOffset AcceptableUntil(AssertionFacts facts)
    {
        // Any of the bearer confirmations could carry a replay, so the longest counts.
        DateTimeOffset confirmed = facts.Confirmations.Where(c => c.Method == Bearer).Max(c => c.NotOnOrAfter) ?? DateTimeOffset.MaxValue;
        DateTimeOffset until = facts.NotOnOrAfter is { } conditions && conditions < confirmed ? conditions : confirmed;
        return until > DateTimeOffset.MaxValue - SamlLimits.ClockSkew ? DateTimeOffset.MaxValue : until + SamlLimits.ClockSkew;
    }

    /// <summary>One bearer confirmation must hold whole; of several that do not, the last one's reason is told.</summary>
    private static SamlFailure? FindConfirmation(
        AssertionFacts facts,
        string? responseInResponseTo,
        ResponseExpectations expected,
        DateTimeOffset now,
        out SubjectConfirmation? confirmation)
    {
        confirmation = null;
        var failure = new SamlFailure(SamlError.SubjectConfirmationMissing, "saml-profiles-2.0-os 4.1.4.2", "The assertion has no bearer confirmation.");
        foreach (SubjectConfirmation candidate in facts.Confirmations)
        {
            if (candidate.Method != Bearer)
            {
                continue;
            }

            SamlFailure? reason = CheckConfirmation(candidate, responseInResponseTo, expected, now);
            if (reason is null)
            {
                confirmation = candidate;
                return null;
            }

            failure = reason;
        }

        return failure;
    }

    private static SamlFailure? CheckConfirmation(SubjectConfirmation candidate, string? responseInResponseTo, ResponseExpectations expected, DateTimeOffset now)
    {
        if (candidate.Recipient != expected.AssertionConsumerUrl)
        {
            return SamlFailure.Mismatch(
                SamlError.RecipientMismatch,
                "saml-profiles-2.0-os 4.1.4.2",
                "The assertion was made for another recipient than this tenant's reply URL.",
                expected.AssertionConsumerUrl,
                candidate.Recipient);
        }

        if (candidate.NotOnOrAfter is not { } end || candidate.NotBefore is not null)
        {
            return new SamlFailure(SamlError.SchemaViolation, "saml-profiles-2.0-os 4.1.4.2", "A bearer confirmation must have NotOnOrAfter and must not have NotBefore.");
        }

        return IsOver(end, now)
            ? Expired("The bearer confirmation has expired.", end, now)
            : CheckInResponseTo(candidate.InResponseTo, responseInResponseTo, expected);
    }

    /// <summary>
    /// saml-profiles-2.0-os 4.1.4.3, saml-core-2.0-os 3.2.2: the answer names the request in the envelope and in the confirmation, and
    /// this browser must have started it; what answers no request is unsolicited (4.1.5).
    /// </summary>
    internal static SamlFailure? CheckInResponseTo(string? confirmed, string? enveloped, ResponseExpectations expected)
    {
        if (confirmed is null && enveloped is null)
        {
            return expected.AllowUnsolicited
                ? null
                : new SamlFailure(SamlError.UnsolicitedResponse, "saml-profiles-2.0-os 4.1.5", "The response answers no request, and this tenant allows no sign-in started by the identity provider.");
        }

        return confirmed == enveloped && expected.RequestIds.Contains(confirmed!)
            ? null
            : SamlFailure.Mismatch(
                SamlError.InResponseToMismatch,
                "saml-profiles-2.0-os 4.1.4.3",
                "The response answers a request that this browser did not start, or that is no longer waiting.",
                string.Join(' ', expected.RequestIds),
                confirmed == enveloped ? confirmed : $"{enveloped ?? "nothing"} in the Response, {confirmed ?? "nothing"} in the confirmation");
    }

    private static SamlFailure? CheckConditions(AssertionFacts facts, DateTimeOffset now)
    {
        if (facts.NotBefore is { } start && start - now > SamlLimits.ClockSkew)
        {
            return SamlFailure.Mismatch(
                SamlError.AssertionNotYetValid, "saml-core-2.0-os 2.5.1.2", "The assertion is not valid yet; compare the clocks.", XmlInstant.Write(now), XmlInstant.Write(start));
        }

        if (facts.NotOnOrAfter is { } end && IsOver(end, now))
        {
            return Expired("The assertion's conditions have expired.", end, now);
        }

        // The skew lets both pass.
        return facts.NotBefore >= facts.NotOnOrAfter
            ? new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 2.5.1.2", "The assertion's conditions end before they begin.")
            : null;
    }

    private static SamlFailure? CheckAudience(AssertionFacts facts, string entityId)
    {
        // Entra writes an identifier that is no URI as a service principal name.
        string? alternative = Uri.TryCreate(entityId, UriKind.Absolute, out _) ? null : "spn:" + entityId;
        bool meant = facts.AudienceRestrictions.Count > 0
            && facts.AudienceRestrictions.TrueForAll(r => r.Exists(a => a == entityId || (alternative is not null && a == alternative)));
        return meant
            ? null
            : SamlFailure.Mismatch(
                SamlError.AudienceMismatch,
                "saml-core-2.0-os 2.5.1.4",
                "The assertion is meant for another service provider; compare the identifier (entity ID) on both sides.",
                entityId,
                string.Join(' ', facts.AudienceRestrictions.SelectMany(r => r)));
    }

    private static SamlFailure? CheckAuthentication(AssertionFacts facts, DateTimeOffset now)
    {
        if (facts.AuthnStatements.Count == 0)
        {
            return new SamlFailure(SamlError.AuthnStatementMissing, "saml-profiles-2.0-os 4.1.4.2", "The assertion does not say that anyone signed in.");
        }

        foreach (AuthnStatement statement in facts.AuthnStatements)
        {
            if (statement.AuthnInstant - now > SamlLimits.ClockSkew)
            {
                return SamlFailure.Mismatch(
                    SamlError.AssertionNotYetValid,
                    "saml-core-2.0-os 2.7.2",
                    "The person signed in in the future; compare the clocks.",
                    XmlInstant.Write(now),
                    XmlInstant.Write(statement.AuthnInstant));
            }

            // No skew here: a session that has ended by our clock could not be used anyway.
            if (statement.SessionNotOnOrAfter <= now)
            {
                return SamlFailure.Mismatch(
                    SamlError.SessionExpired,
                    "saml-core-2.0-os 2.7.2",
                    "The identity provider's session has ended.",
                    XmlInstant.Write(now),
                    XmlInstant.Write(statement.SessionNotOnOrAfter.Value));
            }
        }

        return null;
    }

    private static bool IsOver(DateTimeOffset end, DateTimeOffset now) => now - end >= SamlLimits.ClockSkew;

    private static SamlFailure Expired(string detail, DateTimeOffset end, DateTimeOffset now) =>
        SamlFailure.Mismatch(SamlError.AssertionExpired, "saml-core-2.0-os 2.5.1.2", detail, XmlInstant.Write(now), XmlInstant.Write(end));
}
