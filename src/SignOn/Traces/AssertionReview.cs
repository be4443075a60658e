using Saml;

namespace SignOn;

/// <summary>The checks of the assertion (saml-profiles-2.0-os 4.1.4.2 and 4.1.4.3), on what the trace kept of it.</summary>
internal sealed class AssertionReview(SignInTrace trace, TraceMessage message, TraceSettings settings)
{
    public CheckResult Assertion() => message switch
    {
        { HasAssertion: true, Proven: true } => new CheckResult(AttemptCheck.Assertion, CheckState.Passed) { Note = message.Encrypted ? "It was encrypted, and could be decrypted." : null },
        { HasAssertion: true } => new CheckResult(AttemptCheck.Assertion, CheckState.Passed) { Note = "No signature was found to cover it, so what follows is what the response claims." },
        { Encrypted: true } => new CheckResult(AttemptCheck.Assertion, CheckState.NotReached) { Note = "It is encrypted, and nothing of it is kept." },
        _ => new CheckResult(AttemptCheck.Assertion, CheckState.NotReached) { Note = "There is no assertion that could be read." },
    };

    public CheckResult Recipient()
    {
        if (!message.HasAssertion)
        {
            return Missing(AttemptCheck.Recipient);
        }

        var recipients = message.Confirmations.Select(c => c.Recipient).Distinct().ToList();
        return recipients.Count == 0
            ? Compare.Result(AttemptCheck.Recipient, nameof(SamlError.SubjectConfirmationMissing), false, settings.ReplyUrl, "no bearer confirmation")
            : Compare.Equal(AttemptCheck.Recipient, nameof(SamlError.RecipientMismatch), settings.ReplyUrl, recipients.Contains(settings.ReplyUrl) ? settings.ReplyUrl : recipients[0]);
    }

    public CheckResult Request()
    {
        if (!message.HasAssertion || Confirmation() is not { } confirmation)
        {
            return Missing(AttemptCheck.Request);
        }

        if (confirmation.Request is null && message.Request is null)
        {
            return Compare.Result(
                AttemptCheck.Request, nameof(SamlError.UnsolicitedResponse), settings.AllowIdpInitiated,
                settings.AllowIdpInitiated ? "an answer to a request, or a sign-in that began at the IdP" : "an answer to a request", "a sign-in that began at the IdP");
        }

        var answered = confirmation.Request == message.Request && message.Request is not null && trace.Waiting.Contains(message.Request, StringComparer.Ordinal);
        return Compare.Result(
            AttemptCheck.Request, nameof(SamlError.InResponseToMismatch), answered,
            trace.Waiting.Count == 0 ? "no request of this browser was waiting" : $"one of the requests {string.Join(' ', trace.Waiting)}",
            confirmation.Request == message.Request ? $"an answer to {message.Request}" : $"{message.Request ?? "nothing"} in the Response, {confirmation.Request ?? "nothing"} in the assertion",
            "Requests are shown as short hashes.");
    }

    public CheckResult Time()
    {
        if (!message.HasAssertion)
        {
            return Missing(AttemptCheck.Time);
        }

        var skew = SamlLimits.ClockSkew;
        var starts = new[] { message.NotBefore, message.IssueInstant, message.AssertionIssueInstant }.Max();
        var ends = new[] { message.NotOnOrAfter, Confirmation()?.NotOnOrAfter }.Min();
        var early = starts is { } start && start - trace.Now > skew;
        var late = ends is { } end && trace.Now - end >= skew;
        return Compare.Result(
            AttemptCheck.Time, early ? nameof(SamlError.AssertionNotYetValid) : nameof(SamlError.AssertionExpired), !early && !late,
            MetadataState.Write(trace.Now), $"{Write(starts)} to {Write(ends)}", "The clocks may differ by three minutes.");
    }

    public CheckResult Audience()
    {
        if (!message.HasAssertion)
        {
            return Missing(AttemptCheck.Audience);
        }

        // Entra writes an identifier that is no URI as a service principal name.
        var alternative = Uri.TryCreate(settings.EntityId, UriKind.Absolute, out _) ? null : "spn:" + settings.EntityId;
        var meant = message.Audiences.Count > 0 && message.Audiences.All(r => r.Any(a => a == settings.EntityId || (alternative is not null && a == alternative)));
        var received = string.Join(' ', message.Audiences.SelectMany(r => r));
        return Compare.Result(AttemptCheck.Audience, nameof(SamlError.AudienceMismatch), meant, settings.EntityId, received.Length == 0 ? null : received);
    }

    public CheckResult Authentication()
    {
        if (!message.HasAssertion)
        {
            return Missing(AttemptCheck.Authentication);
        }

        if (message.AuthnInstant is not { } instant)
        {
            return Compare.Result(AttemptCheck.Authentication, nameof(SamlError.AuthnStatementMissing), false, "a sign-in at the IdP", null);
        }

        var future = instant - trace.Now > SamlLimits.ClockSkew;
        var over = message.SessionNotOnOrAfter <= trace.Now;
        var holds = Compare.Result(
            AttemptCheck.Authentication, future ? nameof(SamlError.AssertionNotYetValid) : nameof(SamlError.SessionExpired), !future && !over, MetadataState.Write(trace.Now),
            $"signed in at {Write(instant)}{(message.SessionNotOnOrAfter is { } end ? $", until {Write(end)}" : "")}");
        return holds.State == CheckState.Passed ? Wanted() ?? holds : holds;
    }

    /// <summary>Whether the person signed in as the tenant wants; null when so, or when the trace is too old to tell.</summary>
    private CheckResult? Wanted()
    {
        if (trace.WaitingSince is not { } since)
        {
            return null;
        }

        var accepted = settings.AcceptedAuthnContexts;
        if (accepted.Count > 0 && (message.AuthnContext is null || !accepted.Contains(message.AuthnContext, StringComparer.Ordinal)))
        {
            return Compare.Result(AttemptCheck.Authentication, nameof(SignOnError.AuthnContextNotAccepted), false, string.Join(' ', accepted), message.AuthnContext ?? "no way that it names");
        }

        var asked = message.Request is { } request ? trace.Waiting.Zip(since).Where(w => w.First == request).Select(w => (DateTimeOffset?)w.Second).FirstOrDefault() : null;
        var earliest = asked ?? trace.Now - PendingRequest.Lifetime;
        return settings.ForceAuthn && earliest - message.AuthnInstant > SamlLimits.ClockSkew
            ? Compare.Result(AttemptCheck.Authentication, nameof(SignOnError.AuthenticationTooOld), false, $"signed in after {Write(earliest)}", $"signed in at {Write(message.AuthnInstant)}")
            : null;
    }

    public CheckResult Subject()
    {
        if (!message.HasAssertion)
        {
            return Missing(AttemptCheck.Subject);
        }

        var attribute = settings.SubjectAttributes.Select(n => message.Attributes.FirstOrDefault(a => a.Name == n && a.Values > 0)).FirstOrDefault(a => a is not null);
        var format = message.NameIdFormat ?? NameIdFormats.Unspecified;
        var passed = attribute is { Values: 1 } || (attribute is null && message.HasNameId && format != NameIdFormats.Transient);
        return Compare.Result(
            AttemptCheck.Subject, nameof(SignOnError.SubjectMissing), passed, string.Join(' ', settings.SubjectAttributes.Append("or a NameID that stays the same")),
            attribute is not null ? $"{attribute.Name} with {attribute.Values} {(attribute.Values == 1 ? "value" : "values")}" : message.HasNameId ? $"a NameID of format {format}" : null);
    }

    /// <summary>The confirmation that counts: the one for our reply URL, where there is one.</summary>
    private TraceConfirmation? Confirmation() =>
        message.Confirmations.FirstOrDefault(c => c.Recipient == settings.ReplyUrl) ?? (message.Confirmations.Count == 0 ? null : message.Confirmations[0]);

    private static CheckResult Missing(AttemptCheck check) => new(check, CheckState.NotReached);

    private static string Write(DateTimeOffset? at) => at is { } known ? MetadataState.Write(known) : "not said";
}
