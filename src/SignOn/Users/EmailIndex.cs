namespace SignOn;

/// <summary>Says which user has an e-mail address. A user who is linked to an address keeps later invitations to it from linking again.</summary>
public sealed record EmailIndex : EmailRow
{
    /// <summary>The user's key.</summary>
    public required string Target { get; init; }
}
