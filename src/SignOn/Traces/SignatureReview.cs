using Saml;

namespace SignOn;

/// <summary>
/// Whether the signatures fit. Their octets are not stored: who verified them then is known, who would verify them under other certificates
/// is not, except where it is the same certificate.
/// </summary>
internal sealed class SignatureReview(SignInTrace trace, TraceMessage message, TraceSettings settings)
{
    public CheckResult Check(string? recordedCode)
    {
        var signatures = new[] { message.ResponseSignature, message.AssertionSignature }.OfType<TraceSignature>().ToList();
        var expected = string.Join(' ', settings.Certificates.Select(c => c.Thumbprint));
        if (signatures.Count == 0)
        {
            return new CheckResult(AttemptCheck.Signature, CheckState.NotReached) { Expected = expected, Note = "There is no signature to look at." };
        }

        var results = signatures.ConvertAll(s => Judge(s, recordedCode));
        return results.Find(r => r.State == CheckState.Failed) ?? results.Find(r => r.State == CheckState.Undecided) ?? results[0];
    }

    private CheckResult Judge(TraceSignature signature, string? recordedCode)
    {
        if (signature.VerifiedBy is not { } key)
        {
            return Unverified(signature, recordedCode);
        }

        if (settings.Certificates.FirstOrDefault(c => c.Thumbprint == key) is not { } certificate)
        {
            return Result(CheckState.Failed, nameof(SamlError.SignatureInvalid), key, "The certificate that signed is not among these.");
        }

        return settings.RejectExpiredCertificates && !certificate.IsValidAt(trace.Now)
            ? Result(CheckState.Failed, nameof(SamlError.CertificateExpired), key,
                $"The certificate was valid from {MetadataState.Write(certificate.NotBefore)} to {MetadataState.Write(certificate.NotAfter)}, and expired ones are rejected.")
            : Result(CheckState.Passed, null, key, null);
    }

    private CheckResult Unverified(TraceSignature signature, string? recordedCode)
    {
        var named = signature.NamedCertificate;
        var known = named is not null && settings.Certificates.Any(c => c.Thumbprint == named);
        if (recordedCode is nameof(SamlError.SignatureInvalid) or nameof(SamlError.AlgorithmRefused) or nameof(SamlError.DigestMismatch)
            && (SameCertificates() || (named is not null && !known)))
        {
            return Result(CheckState.Failed, recordedCode, named ?? signature.Algorithm, named is null || known
                ? null
                : "The response names this certificate as its own, and it is not among the tenant's. Compare it with the IdP's before you trust it.");
        }

        return Result(CheckState.Undecided, null, named, known
            ? "The response names one of these certificates. Whether the signature fits was not found out then, and the signature's octets are not kept: a new sign-in shows it."
            : "The signature was not verified then, and its octets are not kept: a new sign-in shows whether it fits.");
    }

    private bool SameCertificates() =>
        settings.Certificates.Select(c => c.Thumbprint).ToHashSet(StringComparer.Ordinal).SetEquals(trace.Settings.Certificates.Select(c => c.Thumbprint));

    private CheckResult Result(CheckState state, string? code, string? received, string? note) => new(AttemptCheck.Signature, state)
    {
        Code = code,
        Expected = string.Join(' ', settings.Certificates.Select(c => c.Thumbprint)),
        Received = received ?? "a signature that names no certificate",
        Note = note,
    };
}
