using System.Text.Json.Serialization;
using SignOn;

namespace Functions.Manage;

/// <summary>What an admin sets of a user.</summary>
/// <param name="Name">The name.</param>
/// <param name="IdeLanguage">Language of the development environment; null for none.</param>
/// <param name="Language">Language of the application; null for none.</param>
/// <param name="Profile">The profile; null for none.</param>
/// <param name="Roles">Roles that an admin fixes; null or empty: the identity provider says which.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiUserSettings(string? Name, string? IdeLanguage, string? Language, string? Profile, IReadOnlyList<string>? Roles)
{
    /// <summary>The JSON of settings.</summary>
    /// <param name="settings">The settings.</param>
    public static ApiUserSettings Of(UserSettings settings) => new(
        settings.DisplayName, settings.IdeLanguage, settings.Language, settings.Profile, settings.RolesPolicy == RolesPolicy.Fixed ? settings.Roles : null);

    /// <summary>The same as a form, which is what is checked.</summary>
    /// <param name="email">The address.</param>
    public UserForm ToForm(string? email) => new(
        Name ?? "", email ?? "", IdeLanguage ?? "", Language ?? "", Profile ?? "", string.Join(';', Roles ?? []));

    /// <summary>Whether a role cannot be told from two.</summary>
    public bool HasBadRole() => Roles?.Any(r => string.IsNullOrWhiteSpace(r) || r.Contains(';', StringComparison.Ordinal)) == true;
}
