namespace SignOn;

/// <summary>What an admin sets for a user.</summary>
public sealed record UserSettings
{
    /// <summary>No settings: roles from the IdP.</summary>
    public static readonly UserSettings None = new();

    /// <summary>The name that the admin typed; shown where the IdP sends none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Language of the application, as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>Language of the development environment, as a BCP 47 tag.</summary>
    public string? IdeLanguage { get; init; }

    /// <summary>Name of the profile.</summary>
    public string? Profile { get; init; }

    /// <summary>Where roles come from.</summary>
    public RolesPolicy RolesPolicy { get; init; }

    /// <summary>The roles under <see cref="RolesPolicy.Fixed"/>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
