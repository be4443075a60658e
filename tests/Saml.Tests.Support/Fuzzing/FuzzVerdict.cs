namespace Saml.Tests.Support.Fuzzing;

/// <summary>What came of one mutated message.</summary>
/// <param name="Error">Why it was refused; null when it was accepted.</param>
/// <param name="Problem">What must never be; null when all is well.</param>
internal readonly record struct FuzzVerdict(SamlError? Error, string? Problem)
{
    /// <summary>It was accepted: with the facts that were signed, or something is badly wrong.</summary>
    public static FuzzVerdict Accepted(string signed, string read) => new(null, signed == read ? null : $"accepted with other facts:\n{read}\nsigned were:\n{signed}");

    public static FuzzVerdict Refused(SamlFailure? failure) => failure is not null && Enum.IsDefined(failure.Error)
        ? new FuzzVerdict(failure.Error, null)
        : new FuzzVerdict(null, "refused without a reason");
}
