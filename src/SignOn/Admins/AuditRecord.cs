namespace SignOn;

/// <summary>A line of the audit trail of changes: who did what, and what was before and after.</summary>
public sealed record AuditRecord
{
    /// <summary>The most changes that a record lists.</summary>
    public const int MaxChanges = 30;

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, as <see cref="Admin.Actor"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>What.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>The tenant that it concerns; null for none.</summary>
    public string? TenantId { get; init; }

    /// <summary>What it was done to: an id, never a person's name or address.</summary>
    public required string Target { get; init; }

    /// <summary>Values before and after, secrets redacted.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>The request's id in the log.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>A record without changes.</summary>
    /// <param name="by">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="tenantId">The tenant that it concerns; null for none.</param>
    /// <param name="target">What it was done to.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="correlationId">The request's id.</param>
    public static AuditRecord Of(Admin by, AuditAction action, string? tenantId, string target, DateTimeOffset at, string correlationId) =>
        new() { At = at, Actor = by.Actor, Action = action, TenantId = tenantId, Target = target, CorrelationId = correlationId };
}
