using SignOn;

namespace Functions.Manage.Users;

/// <summary>What an admin saw of a user when the form was opened, so that what somebody else changes meanwhile is neither lost nor undone.</summary>
/// <param name="Version">The version.</param>
/// <param name="Form">The form as it was.</param>
internal sealed record UserSeen(string Version, UserForm Form)
{
    private const string Prefix = "was-";

    /// <summary>What is stored now.</summary>
    /// <param name="user">The user.</param>
    public static UserSeen Of(DirectoryUser user) => new(user.ETag, UserForm.Of(user));

    /// <summary>What came back with a form.</summary>
    /// <param name="visit">The request.</param>
    public static UserSeen Read(ManageVisit visit) => new(visit.Field(UserPage.Version), UserFields.Read(visit, Prefix));

    /// <summary>The hidden fields' names and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
    [
        new(UserPage.Version, Version), new(Prefix + "name", Form.Name), new(Prefix + "ide-language", Form.IdeLanguage), new(Prefix + "language", Form.Language),
        new(Prefix + "profile", Form.Profile), new(Prefix + "roles", Form.Roles),
    ];
}
