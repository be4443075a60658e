namespace SignOn;

/// <summary>
/// A tenant's emergency access: for a bounded time, operators may let single people in without the tenant's IdP, because that is down.
/// </summary>
public sealed record EmergencyAccess
{
    /// <summary>The longest time that it may be open, in hours.</summary>
    public const int MaxHours = 24;

    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 200;

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>Tells one opening from the next: 16 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Why, in the operator's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who opened it, as <see cref="Admin.Actor"/>.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When it was opened (UTC).</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ends by itself (UTC), and with it every session that began through it.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When an operator closed it (UTC); null while nobody has.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The row's version; null for what was never stored.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether people may be let in at that time.</summary>
    /// <param name="now">The time.</param>
    public bool IsOpen(DateTimeOffset now) => ClosedAt is null && now < EndsAt;
}
