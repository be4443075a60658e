namespace SignOn;

/// <summary>One check of a sign-in, and how it went.</summary>
/// <param name="Check">The check.</param>
/// <param name="State">How it went.</param>
public sealed record CheckResult(AttemptCheck Check, CheckState State)
{
    /// <summary>The code of the refusal that this check gives; null unless it failed.</summary>
    public string? Code { get; init; }

    /// <summary>What the check wants; null where it compares nothing.</summary>
    public string? Expected { get; init; }

    /// <summary>What the response has, redacted; null where the check compares nothing.</summary>
    public string? Received { get; init; }

    /// <summary>A sentence about it; null for none.</summary>
    public string? Note { get; init; }
}
