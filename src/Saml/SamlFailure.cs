namespace Saml;

/// <summary>
/// Why the engine refused a message: for the audit trail and the log, never for the browser, which sees the code alone.
/// </summary>
/// <param name="Error">The code.</param>
/// <param name="Clause">The clause of the specification that the message breaks, for example <c>saml-profiles-2.0-os 4.1.4.2</c>.</param>
/// <param name="Detail">What was found wrong and where, in one sentence. It quotes at most <see cref="MaxQuotedLength"/> characters of the message per value, and never a signed name or attribute value.</param>
public sealed record SamlFailure(SamlError Error, string Clause, string Detail)
{
    /// <summary>How many characters of a received value a failure quotes at most.</summary>
    public const int MaxQuotedLength = 256;

    /// <summary>What the check wanted, where the check compares two values; otherwise null.</summary>
    public string? Expected { get; init; }

    /// <summary>What the message held instead, cut to <see cref="MaxQuotedLength"/> characters; null where the check compares nothing.</summary>
    public string? Received { get; init; }

    /// <summary>What an error Response says, with <see cref="SamlError.StatusNotSuccess"/>; otherwise null. It may name a person: never log it.</summary>
    public ReportedStatus? Status { get; init; }

    /// <summary>Makes a failure of a check that compared <paramref name="received"/> with <paramref name="expected"/>.</summary>
    internal static SamlFailure Mismatch(SamlError error, string clause, string detail, string? expected, string? received) =>
        new(error, clause, detail) { Expected = expected, Received = Quote(received) };

    internal static string? Quote(string? value) =>
        value is { Length: > MaxQuotedLength } ? string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[MaxQuotedLength - 1]) ? MaxQuotedLength - 1 : MaxQuotedLength), "…") : value;
}
