namespace LocalIdp;

/// <summary>'Pick an account': one submit button per account, so that it works without script.</summary>
internal static class AccountPage
{
    /// <summary>Name of the field that carries the chosen account's object id.</summary>
    public const string UserField = "user";

    /// <param name="options">Accounts and names.</param>
    /// <param name="application">Where the sign-in leads.</param>
    /// <param name="action">Path that takes the choice.</param>
    /// <param name="fields">Hidden fields to send along.</param>
    /// <param name="loginHint">The account that the application asked for, if any.</param>
    public static Page Show(
        LocalIdpOptions options,
        LocalIdpApplication application,
        string action,
        IEnumerable<(string Name, string Value)> fields,
        string? loginHint)
    {
        var hinted = options.Users.FirstOrDefault(user => IsHinted(user, loginHint));
        var users = options.Users.OrderBy(user => user != hinted);
        return new("Pick an account", Html.Of($"""
            <section class="card">
            <p class="brand">{options.DirectoryName}</p>
            <h1>Pick an account</h1>
            <p>to continue to <strong>{application.Name}</strong></p>
            {Unknown(loginHint, hinted)}
            <form method="post" action="{action}">
            {fields.Select(Hidden)}
            <ul class="accounts">
            {users.Select(user => Account(user, user == hinted))}
            </ul>
            </form>
            </section>
            """));
    }

    public static Html Hidden((string Name, string Value) field)
        => Html.Of($"""<input type="hidden" name="{field.Name}" value="{field.Value}">""");

    /// <summary>A disc with the first character of a name, which may be empty.</summary>
    public static Html Avatar(string name)
        => Html.Of($"""<span class="avatar" aria-hidden="true">{string.Concat(name.EnumerateRunes().Take(1))}</span>""");

    private static bool IsHinted(LocalIdpUser user, string? hint) => !string.IsNullOrEmpty(hint)
        && (string.Equals(user.UserPrincipalName, hint, StringComparison.OrdinalIgnoreCase)
            || string.Equals(user.Mail, hint, StringComparison.OrdinalIgnoreCase));

    private static Html Unknown(string? hint, LocalIdpUser? hinted)
        => string.IsNullOrEmpty(hint) || hinted is not null
            ? Html.Empty
            : Html.Of($"""<p class="note">There is no account <strong>{hint}</strong> here.</p>""");

    private static Html Account(LocalIdpUser user, bool hinted) => Html.Of($"""
        <li><button name="{UserField}" value="{user.ObjectId}"{Preselected(hinted)}>
        {Avatar(user.DisplayName)}
        <span><strong>{user.DisplayName}</strong><small>{user.UserPrincipalName}</small></span>
        </button></li>
        """);

    private static Html Preselected(bool hinted) => new(hinted ? " class=\"hinted\" autofocus" : "");
}
