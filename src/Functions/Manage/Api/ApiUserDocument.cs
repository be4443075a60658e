using SignOn;

namespace Functions.Manage;

/// <summary>The JSON of a user.</summary>
/// <param name="Key">The key, which addresses are made of.</param>
/// <param name="State">"invited", "pending", "active" or "disabled".</param>
/// <param name="UserId">What the application stores.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Settings">What an admin set.</param>
/// <param name="Roles">The roles that count.</param>
/// <param name="CreatedAt">When the row was made (UTC).</param>
internal sealed record ApiUserDocument(
    string Key, string State, Guid UserId, string Name, string Email, ApiUserSettings Settings, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt)
{
    /// <summary>The document of a user.</summary>
    /// <param name="user">The user.</param>
    public static ApiUserDocument Of(DirectoryUser user) => new(
        user.Key, user.State.ToString().ToLowerInvariant(), user.UserId, user.Name, user.Email, ApiUserSettings.Of(user.Settings), user.Roles, user.CreatedAt);
}
