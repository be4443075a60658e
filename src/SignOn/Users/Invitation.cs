namespace SignOn;

/// <summary>A user whom an admin made, and who has not signed in yet.</summary>
public sealed record Invitation : EmailRow
{
    /// <summary>The address, as the admin typed it.</summary>
    public required string Email { get; init; }

    /// <summary>Moves to the user's row at the first sign-in.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Whether the admin disabled it.</summary>
    public bool Disabled { get; init; }

    /// <summary>What the admin set, the name included.</summary>
    public UserSettings Settings { get; init; } = UserSettings.None;

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an admin last pressed for the mail to the person (UTC); null: never.</summary>
    public DateTimeOffset? MailedAt { get; init; }
}
