namespace SignOn;

/// <summary>An API key, a setup link or an emergency link as stored. The secret itself is not: only its hash.</summary>
public sealed record AdminGrant
{
    /// <summary>No step yet.</summary>
    public static IReadOnlyDictionary<SetupStep, DateTimeOffset> NoSteps { get; } = new Dictionary<SetupStep, DateTimeOffset>();

    /// <summary>Which of them.</summary>
    public required AdminGrantKind Kind { get; init; }

    /// <summary>The public part: 16 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>What the operator called it.</summary>
    public required string Name { get; init; }

    /// <summary>The one tenant that it opens; null for an API key of the operator's scope.</summary>
    public string? TenantId { get; init; }

    /// <summary>Whether an API key may change anything; whether a setup link may replace an identity provider that is set up.</summary>
    public bool MayWrite { get; init; }

    /// <summary>SHA-256 of the secret's 256 random bits, as hex. No salt and no stretching: there is nothing to guess.</summary>
    public required string SecretHash { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as <see cref="Admin.Actor"/>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked (UTC); null while it is not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The day (UTC) on which it was last used; null for never.</summary>
    public DateOnly? LastUsedOn { get; init; }

    /// <summary>The steps of the set-up guide that were done through a link, and when each was first done (UTC).</summary>
    public IReadOnlyDictionary<SetupStep, DateTimeOffset> Steps { get; init; } = NoSteps;

    /// <summary>Whom an emergency link lets in; null for everything else.</summary>
    public EmergencyLink? Emergency { get; init; }

    /// <summary>Whether it opens anything at that time.</summary>
    /// <param name="now">The time.</param>
    public bool IsActive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt && Emergency?.UsedAt is null;
}
