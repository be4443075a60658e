namespace SignOn;

/// <summary>A user or an invitation, as admins see it.</summary>
public sealed record DirectoryUser
{
    private DirectoryUser(UserRow row) => Row = row;

    /// <summary>The row's key: <c>s-…</c> of a user, <c>e-…</c> of an invitation.</summary>
    public string Key => Row.Key;

    /// <summary>The row's version.</summary>
    public string ETag => Row.ETag ?? "";

    /// <summary>Where the person stands.</summary>
    public required DirectoryState State { get; init; }

    /// <summary>What the application stores.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The name to show; empty when none is known.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address; empty when none is known.</summary>
    public required string Email { get; init; }

    /// <summary>What an admin set.</summary>
    public required UserSettings Settings { get; init; }

    /// <summary>The roles that count.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>When the row was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The user's row where there has been a sign-in; null for an invitation.</summary>
    public User? User => Row as User;

    internal UserRow Row { get; }

    /// <summary>What a row says; null for rows that are nobody.</summary>
    /// <param name="row">A row of the directory.</param>
    public static DirectoryUser? Of(UserRow? row) => row switch
    {
        User user => new DirectoryUser(user)
        {
            State = user.Status switch { UserStatus.Active => DirectoryState.Active, UserStatus.Pending => DirectoryState.Pending, _ => DirectoryState.Disabled },
            UserId = user.UserId,
            Name = user.Facts.DisplayName ?? user.Settings.DisplayName ?? $"{user.Facts.FirstName} {user.Facts.LastName}".Trim(),
            Email = user.Facts.Email ?? "",
            Settings = user.Settings,
            Roles = user.Roles,
            CreatedAt = user.CreatedAt,
        },
        Invitation invitation => new DirectoryUser(invitation)
        {
            State = invitation.Disabled ? DirectoryState.Disabled : DirectoryState.Invited,
            UserId = invitation.UserId,
            Name = invitation.Settings.DisplayName ?? "",
            Email = invitation.Email,
            Settings = invitation.Settings,
            Roles = invitation.Settings.Roles,
            CreatedAt = invitation.CreatedAt,
        },
        _ => null,
    };

    /// <summary>Whether the address, or any of the names, begins with a text, whatever the case of the letters.</summary>
    /// <param name="search">The text; empty matches all.</param>
    public bool Matches(string search) =>
        search.Length == 0
        || Begins(Email, search) || Begins(Name, search) || Begins(Settings.DisplayName, search) || Begins(User?.Facts.FirstName, search) || Begins(User?.Facts.LastName, search);

    private static bool Begins(string? text, string search) => text?.StartsWith(search, StringComparison.OrdinalIgnoreCase) == true;
}
