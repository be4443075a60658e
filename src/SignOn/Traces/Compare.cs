namespace SignOn;

/// <summary>Compares what is wanted with what was received.</summary>
internal static class Compare
{
    public static CheckResult Equal(AttemptCheck check, string code, string expected, string? received) =>
        received == Redaction.LeftOut
            ? new CheckResult(check, CheckState.Undecided) { Expected = expected, Received = received, Note = "What was received is not kept, because it looks like the address of a person." }
            : Result(check, code, received == expected, expected, received);

    public static CheckResult Result(AttemptCheck check, string code, bool passed, string? expected, string? received, string? note = null) =>
        new(check, passed ? CheckState.Passed : CheckState.Failed) { Code = passed ? null : code, Expected = expected, Received = received ?? "nothing", Note = note };
}
