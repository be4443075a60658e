using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>The fields of a user, in the order and with the words of the RunMyProcess tutorial's 'New User' form.</summary>
internal static class UserFields
{
    // What most customers need. Others can be set by file and API; who has one keeps it when the form is saved.
    private static readonly KeyValuePair<string, string>[] Languages =
    [
        new("", "None"), new("cs", "Čeština"), new("da", "Dansk"), new("de", "Deutsch"), new("en", "English"), new("es", "Español"), new("fi", "Suomi"), new("fr", "Français"),
        new("it", "Italiano"), new("ja", "日本語"), new("nb", "Norsk bokmål"), new("nl", "Nederlands"), new("pl", "Polski"), new("pt", "Português"), new("sv", "Svenska"), new("zh-Hans", "简体中文"),
    ];

    private static readonly KeyValuePair<string, string>[] Profiles =
        [new("", "None"), new("User", "User"), new("Designer", "Designer"), new("Developer", "Developer"), new("Administrator", "Administrator")];

    /// <summary>What was posted.</summary>
    /// <param name="visit">The request.</param>
    /// <param name="prefix">What the fields' names begin with.</param>
    public static UserForm Read(ManageVisit visit, string prefix = "") => new(
        visit.Field(prefix + "name"), visit.Field(prefix + "email"), visit.Field(prefix + "ide-language"), visit.Field(prefix + "language"), visit.Field(prefix + "profile"),
        visit.Field(prefix + "roles"));

    /// <summary>The fields.</summary>
    /// <param name="form">What is in them.</param>
    /// <param name="withEmail">Whether the address can be typed: only of somebody new.</param>
    public static IReadOnlyList<Field> All(UserForm form, bool withEmail)
    {
        List<Field> fields = [new("name", "Name") { Value = form.Name, Hint = withEmail ? null : "Shown where the identity provider sends no name." }];
        if (withEmail)
            fields.Add(new("email", "E-mail") { Value = form.Email, Type = "email", Hint = "The address that the identity provider sends. The person is recognised by it at the first sign-in." });
        fields.Add(Select("ide-language", "IDE language", form.IdeLanguage, Languages) with { AreLanguages = true });
        fields.Add(Select("language", "Language", form.Language, Languages) with { AreLanguages = true });
        fields.Add(Select("profile", "Profile", form.Profile, Profiles));
        fields.Add(new("roles", "Roles") { Value = form.Roles, Hint = "With ';' between them. Empty: the identity provider says which." });
        return fields;
    }

    private static Field Select(string name, string label, string value, KeyValuePair<string, string>[] choices) => new(name, label)
    {
        Value = value,
        Choices = choices.Any(c => c.Key == value) ? choices : [.. choices, new(value, value)],
    };
}
