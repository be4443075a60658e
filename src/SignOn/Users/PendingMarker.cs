namespace SignOn;

/// <summary>Says that a user waits to be provisioned. It is written together with the user's row: the outbox of the queue.</summary>
public sealed record PendingMarker : UserRow
{
    /// <summary>The user's key.</summary>
    public required string UserKey { get; init; }

    /// <summary>The correlation id of the sign-in that made the user.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When the user signed in first (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a message was last sent (UTC).</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When provisioning was last given up (UTC); null when it never was.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>True where an admin has disabled the user: the message only ends the sessions that are left.</summary>
    public bool EndsSessions { get; init; }

    /// <summary>Whether provisioning was given up after the last message.</summary>
    public bool IsPoisoned => FailedAt >= SentAt;
}
