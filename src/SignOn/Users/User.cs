namespace SignOn;

/// <summary>A person who has signed in with the tenant's IdP. Keyed by the IdP's subject, never by e-mail.</summary>
public sealed record User : UserRow
{
    /// <summary>Stable across re-linking; what the application stores.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Where the user stands.</summary>
    public required UserStatus Status { get; init; }

    /// <summary>The IdP's entity ID.</summary>
    public required string Issuer { get; init; }

    /// <summary>How the IdP names the person, for admins; the key is derived from it.</summary>
    public required string Subject { get; init; }

    /// <summary>What the IdP said at the latest sign-in that changed something.</summary>
    public required UserFacts Facts { get; init; }

    /// <summary>What an admin set.</summary>
    public UserSettings Settings { get; init; } = UserSettings.None;

    /// <summary>True when the row came from an admin's invitation, false when it was made just in time.</summary>
    public bool Invited { get; init; }

    /// <summary>When the row was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the row was last written by the product (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the user became active (UTC).</summary>
    public DateTimeOffset? ProvisionedAt { get; init; }

    /// <summary>The name to show: the IdP's, else the admin's, else the address; null when there is none of them.</summary>
    public string? ShownName => Facts.DisplayName ?? Settings.DisplayName ?? Facts.Email;

    /// <summary>The roles that count, by <see cref="UserSettings.RolesPolicy"/>.</summary>
    public IReadOnlyList<string> Roles => Settings.RolesPolicy == RolesPolicy.Fixed ? Settings.Roles : Facts.Roles;
}
