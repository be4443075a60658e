using SignOn;

namespace Functions.Manage;

/// <summary>A check in the API's traces.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="State">Passed, Failed, Undecided or NotReached.</param>
/// <param name="Code">The code, when it failed.</param>
/// <param name="Expected">What the check wants.</param>
/// <param name="Received">What the response has, redacted.</param>
/// <param name="Note">A sentence about it.</param>
internal sealed record ApiCheckDocument(string Check, string State, string? Code, string? Expected, string? Received, string? Note)
{
    /// <summary>The document of a check.</summary>
    /// <param name="result">The check.</param>
    public static ApiCheckDocument Of(CheckResult result) =>
        new(result.Check.ToString(), result.State.ToString(), result.Code, result.Expected, result.Received, result.Note);
}
