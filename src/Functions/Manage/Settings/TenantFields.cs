using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>Every column of a tenant's row as a field, in groups. Help, defaults and choices come from the table of columns.</summary>
internal static class TenantFields
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Idp"] = "IdP",
        ["Sp"] = "SP",
        ["Url"] = "URL",
        ["Sso"] = "sign-on",
        ["Slo"] = "logout",
        ["Id"] = "ID",
        ["Email"] = "e-mail",
        ["Authn"] = "authentication",
    };

    private enum Shown
    {
        Always,
        OnceItExists,
        OnDemand,
    }

    private static readonly (string Title, string[] Columns, Shown Shown)[] Groups =
    [
        ("The customer", ["DisplayName", "EmailDomains", "JustInTime", "AllowIdpInitiated"], Shown.Always),
        ("Our addresses", ["UrlStyle", "SpEntityId"], Shown.Always),
        ("Identity provider", ["IdpMetadataUrl", "IdpEntityId", "IdpSsoUrl", "IdpSloUrl", "IdpCertificates", "NameIdFormat"], Shown.OnceItExists),
        ("Sessions and pages", ["Enabled", "SessionMaximumMinutes", "LandingUrl", "ReturnUrlAllowList"], Shown.OnceItExists),
        ("Security", ["SignRequests", "RequireSignedResponse", "RejectExpiredCertificates", "PublishEncryptionKey"], Shown.OnDemand),
        ("What we ask the IdP", ["RequestBinding", "ForceAuthn", "RequestedAuthnContexts", "AcceptedAuthnContexts", "SendProviderName"], Shown.OnDemand),
        ("Logout and metadata in detail", ["IdpSloBinding", "IdpSloResponseUrl", "IdpMetadataCertificates", "IdpMetadataMaximumDays"], Shown.OnDemand),
        (
            "Attributes and roles",
            [
                "SubjectAttributes", "FirstNameAttributes", "LastNameAttributes", "DisplayNameAttributes", "EmailAttributes", "RoleAttributes", "RoleNames",
                "GroupAttributes", "GroupRoles",
            ],
            Shown.OnDemand),
        ("More", [], Shown.OnDemand),
    ];

    /// <summary>All fields of a form, without the version's.</summary>
    /// <param name="form">What they hold.</param>
    public static IReadOnlyList<Field> All(TenantForm form) => [.. TenantForm.Editable().Select(c => FieldOf(c, form.ValueOf(c)))];

    /// <summary>The fields in their groups. A group with an error is open; a new tenant shows what must be decided first.</summary>
    /// <param name="form">What they hold.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="isNew">Whether the tenant does not exist yet.</param>
    public static IEnumerable<Markup> Render(TenantForm form, IReadOnlyList<FieldError> errors, bool isNew) =>
        from g in Groups
        let columns = TenantForm.Editable().Where(c => GroupOf(c) == g.Title).OrderBy(c => Array.IndexOf(g.Columns, c.Name)).ToList()
        where columns.Count > 0
        let isOpen = columns.Any(c => errors.Any(e => e.Field == c.Name))
        let fields = columns.Select(c => FieldOf(c, form.ValueOf(c)).Render(errors))
        select g.Shown == Shown.OnDemand || (isNew && g.Shown == Shown.OnceItExists)
            ? Markup.Of($"""<details class="group"{(isOpen ? Markup.Of($" open") : null)}><summary>{g.Title}</summary><div class="columns">{fields}</div></details>""")
            : Markup.Of($"""<fieldset class="group"><legend>{g.Title}</legend><div class="columns">{fields}</div></fieldset>""");

    /// <summary>What people call a column: its name in words.</summary>
    /// <param name="column">The column's name.</param>
    public static string LabelOf(string column)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= column.Length; i++)
        {
            if (i < column.Length && !char.IsUpper(column[i]))
                continue;
            var word = column[start..i];
            words.Add(Words.GetValueOrDefault(word, word.ToLowerInvariant()));
            start = i;
        }

        var text = string.Join(' ', words);
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    // A column that a newer version brings is in the last group until somebody finds it a better one.
    private static string GroupOf(TenantColumn column) =>
        Array.Find(Groups, g => g.Columns.Contains(column.Name)) is { Title: { } title } ? title : Groups[^1].Title;

    private static Field FieldOf(TenantColumn column, string value) => new(column.Name, LabelOf(column.Name))
    {
        Value = value,
        Hint = HintOf(column),
        Choices = ChoicesOf(column, value),
        Type = column.Kind switch { TenantColumnKind.Url => "url", TenantColumnKind.Number => "number", _ => "text" },
        Lines = column.Kind is TenantColumnKind.List or TenantColumnKind.Map || column.Name is "IdpCertificates" or "IdpMetadataCertificates",
    };

    private static string HintOf(TenantColumn column) =>
        column.Meaning + (string.IsNullOrEmpty(column.Default) || column.Kind == TenantColumnKind.Flag ? "" : $" Empty: {column.Default}.") + $" (Column {column.Name}.)";

    private static List<KeyValuePair<string, string>>? ChoicesOf(TenantColumn column, string value)
    {
        List<KeyValuePair<string, string>> choices = column.Kind == TenantColumnKind.Flag
            ? [new("", column.Default == "true" ? "Default: yes" : "Default: no"), new("true", "Yes"), new("false", "No")]
            : [.. TenantColumnTable.ChoicesOf(column).Select(c => KeyValuePair.Create(c, c)).Prepend(new("", string.IsNullOrEmpty(column.Default) ? "Default" : $"Default: {column.Default}"))];
        if (choices.Count == 1)
            return null;
        // What a hand edit left there must be seen to be mended.
        if (choices.All(c => c.Key != value))
            choices.Add(new(value, value));
        return choices;
    }
}
