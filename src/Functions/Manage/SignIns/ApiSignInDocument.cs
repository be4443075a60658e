using SignOn;

namespace Functions.Manage;

/// <summary>A sign-in in the API's lists.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Outcome">accepted, refused, account-failed, logged-out, logout-refused or erased.</param>
/// <param name="CorrelationId">The id that the person was shown.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Detail">A sentence about it.</param>
/// <param name="Expected">What the check wanted.</param>
/// <param name="Received">What it found, redacted.</param>
/// <param name="IdpInitiated">Whether it began at the IdP.</param>
/// <param name="CertificateThumbprint">SHA-256 of the certificate that verified it.</param>
/// <param name="UserKey">The user's key.</param>
/// <param name="Notes">What an admin should know.</param>
internal sealed record ApiSignInDocument(
    DateTimeOffset At,
    string Outcome,
    string CorrelationId,
    string? Code,
    string? Detail,
    string? Expected,
    string? Received,
    bool IdpInitiated,
    string? CertificateThumbprint,
    string? UserKey,
    IReadOnlyList<string> Notes)
{
    /// <summary>The document of a line.</summary>
    /// <param name="record">The line.</param>
    public static ApiSignInDocument Of(SignInRecord record) => new(
        record.At, SignInQuery.NameOf(record.Event), record.CorrelationId, record.Code, record.Detail, record.Expected, record.Received,
        record.IdpInitiated, record.CertificateThumbprint, record.UserKey, record.Notes);
}
