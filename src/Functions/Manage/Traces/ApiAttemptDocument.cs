using SignOn;

namespace Functions.Manage;

/// <summary>One line of a correlation id in the API's traces.</summary>
/// <param name="SignIn">The line.</param>
/// <param name="Meaning">What its code means.</param>
/// <param name="MendedBy">Idp, Operator or Person.</param>
/// <param name="Mend">How it is mended.</param>
/// <param name="Checks">Every check; empty for lines that are no sign-ins.</param>
internal sealed record ApiAttemptDocument(ApiSignInDocument SignIn, string? Meaning, string? MendedBy, string? Mend, IReadOnlyList<ApiCheckDocument> Checks)
{
    /// <summary>The document of a line.</summary>
    /// <param name="record">The line.</param>
    public static ApiAttemptDocument Of(SignInRecord record)
    {
        var advice = RefusalAdvice.Of(record.Code);
        return new(ApiSignInDocument.Of(record), advice?.Meaning, advice?.Who.ToString(), advice?.Mend, [.. AttemptReview.Tell(record).Select(ApiCheckDocument.Of)]);
    }
}
