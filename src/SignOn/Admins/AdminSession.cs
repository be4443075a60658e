namespace SignOn;

/// <summary>An admin's session as stored, under the hash of its token.</summary>
public sealed record AdminSession
{
    /// <summary>SHA-256 of the token, as hex.</summary>
    public required string TokenHash { get; init; }

    /// <summary>How the admin came in.</summary>
    public required AdminSessionKind Kind { get; init; }

    /// <summary>The operators' tenant, or the setup link's; null with the bootstrap key.</summary>
    public string? TenantId { get; init; }

    /// <summary>The user key, or the link's id; null with the bootstrap key.</summary>
    public string? Subject { get; init; }

    /// <summary>Hash of the token of the operator's own session as a user, on which this one rests; null for other kinds.</summary>
    public string? UserSession { get; init; }

    /// <summary>Proves which bootstrap key opened it, to nobody but the holder of the token; null where there was none.</summary>
    public string? KeyProof { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used (UTC), at most a minute behind.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends at the latest (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it was ended.</summary>
    public bool Revoked { get; init; }
}
