using Saml;

namespace SignOn;

/// <summary>
/// Holds a stored sign-in against settings: those of its time, which tells its story, or others, which tells what they would change. It says
/// what the engine would say as far as the trace knows, and says so where it does not; nothing here ever lets anybody in.
/// </summary>
public static class AttemptReview
{
    private const string Fixed = "No setting of this tenant decides this.";

    /// <summary>The story: every check under the settings of its time, with the finding that was recorded.</summary>
    /// <param name="attempt">The line of the trail.</param>
    public static IReadOnlyList<CheckResult> Tell(SignInRecord attempt)
    {
        if (attempt.Event is not (SignInEvent.Accepted or SignInEvent.Refused))
        {
            return [];
        }

        var owner = AttemptChecks.Of(attempt.Code);
        var trace = attempt.ReadTrace();
        var results = trace is null ? [.. Enum.GetValues<AttemptCheck>().Select(c => new CheckResult(c, CheckState.NotReached))] : Run(trace, trace.Settings, attempt);
        return [.. results.Select(result => Recorded(result, owner, attempt))];
    }

    /// <summary>The same sign-in at the same instant, under other settings.</summary>
    /// <param name="attempt">The line of the trail; it must have a trace.</param>
    /// <param name="trace">Its trace.</param>
    /// <param name="draft">The other settings.</param>
    public static IReadOnlyList<CheckResult> Replay(SignInRecord attempt, SignInTrace trace, TraceSettings draft) =>
        [.. Run(trace, draft, attempt).Select(result => Kept(result, attempt))];

    /// <summary>Whether every check that settings decide passes.</summary>
    /// <param name="results">The results of a replay.</param>
    public static bool IsGreen(IEnumerable<CheckResult> results) => results.All(r => r.State is CheckState.Passed or CheckState.NotReached);

    private static List<CheckResult> Run(SignInTrace trace, TraceSettings settings, SignInRecord attempt)
    {
        var first = new List<CheckResult> { new(AttemptCheck.Metadata, CheckState.Passed) };
        if (trace.Message is not { } message)
        {
            return [.. first, .. Enum.GetValues<AttemptCheck>().Skip(1).Select(c => new CheckResult(c, CheckState.NotReached))];
        }

        var envelope = new EnvelopeReview(trace, message, settings);
        var assertion = new AssertionReview(trace, message, settings);
        return
        [
            .. first,
            new(AttemptCheck.Message, CheckState.Passed),
            envelope.Destination(),
            envelope.Issuer(),
            envelope.Status(),
            envelope.Signed(),
            new SignatureReview(trace, message, settings).Check(attempt.Code),
            assertion.Assertion(),
            assertion.Recipient(),
            assertion.Request(),
            assertion.Time(),
            assertion.Audience(),
            assertion.Authentication(),
            new(AttemptCheck.Once, attempt.Event == SignInEvent.Accepted ? CheckState.Passed : CheckState.NotReached),
            assertion.Subject(),
            new(AttemptCheck.User, attempt.Event == SignInEvent.Accepted ? CheckState.Passed : CheckState.NotReached),
        ];
    }

    /// <summary>What was recorded counts: nothing that was found later can be more exact.</summary>
    private static CheckResult Recorded(CheckResult result, AttemptCheck? owner, SignInRecord attempt)
    {
        if (attempt.Event == SignInEvent.Accepted)
        {
            return result with { State = CheckState.Passed, Code = null };
        }

        if (result.Check != owner)
        {
            // What is used up and who the person is comes after all else, so a refusal for the person passed what is before.
            return result.Check == AttemptCheck.Once && owner is AttemptCheck.User ? result with { State = CheckState.Passed } : result;
        }

        return result with
        {
            State = CheckState.Failed,
            Code = attempt.Code,
            Expected = attempt.Expected ?? result.Expected,
            Received = attempt.Received ?? result.Received,
            Note = attempt.Detail,
        };
    }

    /// <summary>A finding that rests on the message or the person stays, whatever the settings.</summary>
    private static CheckResult Kept(CheckResult result, SignInRecord attempt)
    {
        if (AttemptChecks.Of(attempt.Code) != result.Check || result.State is CheckState.Failed or CheckState.Undecided)
        {
            return result;
        }

        // These two rest on settings; traces from before the request's time was kept cannot tell.
        if (attempt.Code is nameof(SignOnError.AuthnContextNotAccepted) or nameof(SignOnError.AuthenticationTooOld))
        {
            return attempt.ReadTrace() is { WaitingSince: not null } ? result : result with { State = CheckState.Undecided, Note = $"{attempt.Detail} This trace is too old to say more." };
        }

        var bound = result.Check switch
        {
            AttemptCheck.Metadata or AttemptCheck.Message or AttemptCheck.Status or AttemptCheck.Assertion or AttemptCheck.Once => true,
            AttemptCheck.Signature => attempt.Code is nameof(SamlError.DigestMismatch) or nameof(SamlError.AlgorithmRefused),
            AttemptCheck.Recipient => attempt.Code == nameof(SamlError.SubjectConfirmationMissing),
            AttemptCheck.User => attempt.Code == nameof(SignOnError.UserDisabled),
            AttemptCheck.Time or AttemptCheck.Authentication => true,
            _ => false,
        };
        return bound ? result with { State = CheckState.Failed, Code = attempt.Code, Note = $"{attempt.Detail} {Fixed}" } : result;
    }
}
