namespace SignOn;

/// <summary>
/// Says that a mail about an invitation waits. It is written together with the invitation: the outbox of the queue. It is deleted when the
/// mail server has taken the mail, so a message that is delivered twice sends nothing twice.
/// </summary>
public sealed record MailMarker : UserRow
{
    /// <summary>The invitation's key.</summary>
    public required string InvitationKey { get; init; }

    /// <summary>To whom it goes.</summary>
    public required MailTo To { get; init; }

    /// <summary>The tenant of the admin who wants it; null where it goes to the person.</summary>
    public string? AdminTenantId { get; init; }

    /// <summary>The admin's user key there.</summary>
    public string? AdminUserKey { get; init; }

    /// <summary>Names this mail for good: both copies of one that went out twice carry it, so mail programs can tell.</summary>
    public required Guid MailId { get; init; }

    /// <summary>The correlation id of the request that wanted it.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When it was wanted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a message was last put on the queue (UTC).</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When somebody began to hand it to the mail server (UTC); null while nobody does.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>When its message was given up (UTC); null when it never was.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The mail server's last reply code (RFC 5321 4.2); null when there was none.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>Whether the server refused it for good: only an admin has it sent again.</summary>
    public bool Refused { get; init; }
}
