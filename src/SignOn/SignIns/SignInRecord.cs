namespace SignOn;

/// <summary>One line of the audit trail. It holds no names, addresses, messages or secrets: people appear as user keys, assertions as hashes.</summary>
public sealed record SignInRecord
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required SignInEvent Event { get; init; }

    /// <summary>Joins this line with the log and with what the browser was shown.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The error's code; null when the sign-in was accepted.</summary>
    public string? Code { get; init; }

    /// <summary>The clause of the specification that the message breaks.</summary>
    public string? Clause { get; init; }

    /// <summary>One sentence about what was found.</summary>
    public string? Detail { get; init; }

    /// <summary>What a failed check wanted.</summary>
    public string? Expected { get; init; }

    /// <summary>What a failed check found, unless it may be about a person.</summary>
    public string? Received { get; init; }

    /// <summary>The IdP that issued the assertion.</summary>
    public string? Issuer { get; init; }

    /// <summary>SHA-256 of the certificate that verified the signature, in hex.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>SHA-256 of the assertion's ID, in hex.</summary>
    public string? AssertionIdHash { get; init; }

    /// <summary>The user's key.</summary>
    public string? UserKey { get; init; }

    /// <summary>Whether the IdP started the sign-in.</summary>
    public bool IdpInitiated { get; init; }

    /// <summary>What an admin should know, for example that Entra left out the groups.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The stored <see cref="SignInTrace"/>; null when there is none, or when it was not read.</summary>
    public string? Trace { get; init; }

    /// <summary>The trace; null when there is none that can be read.</summary>
    public SignInTrace? ReadTrace() => TraceCell.Read(Trace);
}
