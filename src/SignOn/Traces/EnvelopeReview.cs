using Saml;

namespace SignOn;

/// <summary>The checks of what stands in the Response itself.</summary>
internal sealed class EnvelopeReview(SignInTrace trace, TraceMessage message, TraceSettings settings)
{
    private const string SuccessStatus = "urn:oasis:names:tc:SAML:2.0:status:Success";

    public CheckResult Destination() => message.Destination is null && message.ResponseSignature is null
        ? new CheckResult(AttemptCheck.Destination, CheckState.Passed) { Expected = settings.ReplyUrl, Note = "The Response does not say where it was sent, and is not signed, so it need not." }
        : Compare.Equal(AttemptCheck.Destination, nameof(SamlError.DestinationMismatch), settings.ReplyUrl, message.Destination);

    public CheckResult Issuer()
    {
        var named = new[] { message.Issuer, message.AssertionIssuer }.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return named.Count == 0
            ? new CheckResult(AttemptCheck.Issuer, CheckState.Undecided) { Expected = settings.IdpEntityId, Note = "No issuer could be read." }
            : Compare.Equal(AttemptCheck.Issuer, nameof(SamlError.IssuerMismatch), settings.IdpEntityId, named.FirstOrDefault(n => n != settings.IdpEntityId) ?? named[0]);
    }

    public CheckResult Status() => Compare.Equal(AttemptCheck.Status, nameof(SamlError.StatusNotSuccess), SuccessStatus, message.Status);

    /// <summary>Of what is encrypted it cannot be seen whether it is signed, unless it was decrypted.</summary>
    public CheckResult Signed()
    {
        var signed = (message.ResponseSignature, message.AssertionSignature) switch
        {
            (not null, not null) => "Response and assertion",
            (not null, null) => "the Response",
            (null, not null) => "the assertion",
            _ => "nothing",
        };
        var wanted = settings.RequireSignedResponse ? "the Response" : "the Response, or the assertion";
        var passes = message.ResponseSignature is not null || (!settings.RequireSignedResponse && message.AssertionSignature is not null);
        var hidden = !passes && !settings.RequireSignedResponse && message.Encrypted && !message.HasAssertion;
        // A failure of the IdP has nothing in it that had to be signed.
        var empty = !passes && message.Status != SuccessStatus;
        return new CheckResult(AttemptCheck.SignaturePresent, passes ? CheckState.Passed : hidden || empty ? CheckState.NotReached : CheckState.Failed)
        {
            Code = passes || hidden || empty ? null : nameof(SamlError.SignatureMissing),
            Expected = wanted,
            Received = hidden ? "an encrypted assertion; whether it is signed could not be seen" : signed,
            Note = trace.Message is { Proven: false, HasAssertion: true } && passes ? "That a signature is there says nothing yet about whether it fits." : null,
        };
    }
}
