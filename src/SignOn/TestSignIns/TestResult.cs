using Saml;

namespace SignOn;

/// <summary>What a test sign-in found. It holds personal data of the admin who did it: show it once, and never store or log it.</summary>
public sealed record TestResult
{
    /// <summary>The line that a sign-in would have left. It is not stored.</summary>
    public required SignInRecord Attempt { get; init; }

    /// <summary>Every check.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The attributes; empty unless everything about the response was proven.</summary>
    public IReadOnlyList<SamlAttribute> Attributes { get; init; } = [];

    /// <summary>The name identifier; null unless everything about the response was proven.</summary>
    public NameId? NameId { get; init; }

    /// <summary>Which attributes the tenant reads for what; null unless everything about the response was proven.</summary>
    public AttributeMap? Map { get; init; }

    /// <summary>Which user it would lead to; null unless everything about the response was proven.</summary>
    public TestUser? User { get; init; }

    /// <summary>What an admin should look at although it works.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Hides the person from logs and debuggers' output.</summary>
    public override string ToString() => $"TestResult {{ Code = {Attempt.Code} }}";
}
