using System.Collections.Frozen;
using Saml;

namespace SignOn;

/// <summary>Which check gives which code.</summary>
public static class AttemptChecks
{
    private static readonly FrozenDictionary<string, AttemptCheck> Checks = new Dictionary<AttemptCheck, string[]>
    {
        [AttemptCheck.Metadata] = [nameof(SignOnError.IdpMetadataExpired)],
        [AttemptCheck.Message] =
        [
            nameof(SamlError.ResponseMissing), nameof(SamlError.MessageTooLarge), nameof(SamlError.NotBase64), nameof(SamlError.NotXml),
            nameof(SamlError.DoctypeForbidden), nameof(SamlError.DocumentTooComplex), nameof(SamlError.DuplicateId), nameof(SamlError.NotAResponse),
            nameof(SamlError.SchemaViolation), nameof(SamlError.VersionUnsupported), nameof(SamlError.SignatureMisplaced), nameof(SamlError.AssertionNotUnique),
        ],
        [AttemptCheck.Destination] = [nameof(SamlError.DestinationMismatch)],
        [AttemptCheck.Issuer] = [nameof(SamlError.IssuerMismatch)],
        [AttemptCheck.Status] = [nameof(SamlError.StatusNotSuccess)],
        [AttemptCheck.SignaturePresent] = [nameof(SamlError.SignatureMissing)],
        [AttemptCheck.Signature] =
            [nameof(SamlError.SignatureInvalid), nameof(SamlError.DigestMismatch), nameof(SamlError.AlgorithmRefused), nameof(SamlError.CertificateExpired)],
        [AttemptCheck.Assertion] =
            [nameof(SamlError.AssertionMissing), nameof(SamlError.AssertionEncrypted), nameof(SamlError.DecryptionFailed), nameof(SamlError.ConditionUnknown)],
        [AttemptCheck.Recipient] = [nameof(SamlError.RecipientMismatch), nameof(SamlError.SubjectConfirmationMissing)],
        [AttemptCheck.Request] = [nameof(SamlError.InResponseToMismatch), nameof(SamlError.UnsolicitedResponse)],
        [AttemptCheck.Time] = [nameof(SamlError.AssertionExpired), nameof(SamlError.AssertionNotYetValid)],
        [AttemptCheck.Audience] = [nameof(SamlError.AudienceMismatch)],
        [AttemptCheck.Authentication] =
            [nameof(SamlError.AuthnStatementMissing), nameof(SamlError.SessionExpired), nameof(SignOnError.AuthnContextNotAccepted), nameof(SignOnError.AuthenticationTooOld)],
        [AttemptCheck.Once] = [nameof(SignOnError.ResponseReplayed), nameof(SignOnError.RequestAlreadyConsumed)],
        [AttemptCheck.Subject] = [nameof(SignOnError.SubjectMissing)],
        [AttemptCheck.User] = [nameof(SignOnError.UserUnknown), nameof(SignOnError.UserDisabled)],
    }.SelectMany(c => c.Value.Select(code => KeyValuePair.Create(code, c.Key))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The check that gives a code; null for codes that no response gets.</summary>
    /// <param name="code">Name of a <see cref="SamlError"/> or <see cref="SignOnError"/>.</param>
    public static AttemptCheck? Of(string? code) => code is not null && Checks.TryGetValue(code, out var check) ? check : null;
}
