using Functions.Html;
using Functions.Manage.Parts;
using Saml;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>What a test sign-in found. Shown once.</summary>
internal static class TestResultPage
{
    private const int MaxShownValues = 20;
    private const int MaxShownCharacters = 200;

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The admin.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="result">What was found.</param>
    public static Markup Render(string product, ManageVisit visit, string tenantId, TestResult result) => ManageLayout.Page(
        product, visit, result.Attempt.Code is null ? "The test passed" : "The test did not pass", Markup.Of($"""
        {CheckList.Verdict(result.Attempt, Markup.Of($"Every check passed. Nobody was signed in."))}
        {Warnings(result)}
        {User(result)}
        {Attributes(result)}
        <h2>Checks</h2>
        {CheckList.Render(result.Checks)}
        <p class="actions"><a class="button" href="{ManageLinks.Test(tenantId)}">Test again</a></p>
        {TestPage.Back(visit, tenantId)}
        """), lead: Markup.Of($"This page is shown once. Nothing on it is stored."));

    private static Markup? Warnings(TestResult result) => result.Warnings.Count == 0 ? null : Markup.Of($"""
        <section class="remark" aria-labelledby="warnings">
        <h2 id="warnings">Look at this</h2>
        <ul>{result.Warnings.Select(w => Markup.Of($"<li>{w}</li>"))}</ul>
        </section>
        """);

    private static Markup? User(TestResult result)
    {
        if (result.User is not { Facts: { } facts } user)
            return null;
        return Markup.Of($"""
            <h2 id="user">Who it would be</h2>
            <dl aria-labelledby="user">
            <div><dt>User</dt><dd>{Describe(user)}</dd></div>
            <div><dt>Name</dt><dd>{facts.DisplayName ?? "not sent"}</dd></div>
            <div><dt>First name</dt><dd>{facts.FirstName ?? "not sent"}</dd></div>
            <div><dt>Last name</dt><dd>{facts.LastName ?? "not sent"}</dd></div>
            <div><dt>E-mail</dt><dd>{facts.Email ?? "not sent"}</dd></div>
            <div><dt>Roles</dt><dd>{(user.Roles.Count == 0 ? "none" : string.Join(", ", user.Roles))}</dd></div>
            </dl>
            """);
    }

    private static string Describe(TestUser user) => user.Kind switch
    {
        TestUserKind.Found => $"The user who is there already ({user.UserKey})",
        TestUserKind.Created => "A new user, made at the first sign-in",
        TestUserKind.Linked => "The user whom an admin made for this address, linked at the first sign-in",
        _ => "Nobody could come in",
    };

    private static Markup? Attributes(TestResult result)
    {
        if (result.Map is not { } map)
            return null;
        var table = new DataTable("Attributes received", ["Attribute", "Values", "Read as"], [.. Names(result, map), .. result.Attributes.Select(a => Row(a, result, map))], "No attribute came.");
        return Markup.Of($"""
            <h2>Attributes received</h2>
            {table.Render()}
            """);
    }

    private static IEnumerable<Markup[]> Names(TestResult result, AttributeMap map) => result.NameId is not { } name ? [] :
    [
        [Markup.Of($"NameID"), Markup.Of($"{Cut(name.Value)}"), Markup.Of($"""{UseOfName(name, result, map)} <span class="small">format <code>{name.Format ?? NameIdFormats.Unspecified}</code></span>""")],
    ];

    private static Markup[] Row(SamlAttribute attribute, TestResult result, AttributeMap map) =>
    [
        Markup.Of($"<code>{attribute.Name}</code>"),
        Markup.Of($"{Values(attribute.Values)}"),
        Markup.Of($"{Use(attribute.Name, result, map)}"),
    ];

    private static string Values(IReadOnlyList<string> values)
    {
        var shown = string.Join(", ", values.Take(MaxShownValues).Select(Cut));
        return values.Count > MaxShownValues ? $"{shown} and {values.Count - MaxShownValues} more" : shown;
    }

    private static string Cut(string text) => text.Length > MaxShownCharacters ? text[..MaxShownCharacters] + "…" : text;

    /// <summary>Of several attributes for the same thing the first that came with a value is read; roles and groups are read from all.</summary>
    private static string Use(string name, TestResult result, AttributeMap map)
    {
        var uses = new List<string>();
        void Add(IReadOnlyList<string> names, string use)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
                return;
            var read = FirstSent(names, result);
            uses.Add(read is null || read == name ? use : $"{use}, if {read} had not come");
        }

        Add(map.Subject, "who the person is");
        Add(map.FirstName, "first name");
        Add(map.LastName, "last name");
        Add(map.DisplayName, "name");
        Add(map.Email, "e-mail");
        if (map.Roles.Contains(name, StringComparer.Ordinal))
            uses.Add("roles");
        if (map.Groups.Contains(name, StringComparer.Ordinal))
            uses.Add("groups, which give roles");
        return uses.Count == 0 ? "nothing" : string.Join("; ", uses);
    }

    private static string UseOfName(NameId name, TestResult result, AttributeMap map)
    {
        var subject = FirstSent(map.Subject, result) is { } read ? $"who the person is, if {read} had not come" : "who the person is";
        return name.Format != NameIdFormats.EmailAddress ? subject
            : FirstSent(map.Email, result) is { } email ? $"{subject}; e-mail, if {email} had not come" : $"{subject}; e-mail";
    }

    private static string? FirstSent(IReadOnlyList<string> names, TestResult result) =>
        names.FirstOrDefault(n => result.Attributes.Any(a => a.Name == n && a.Values.Any(v => !string.IsNullOrWhiteSpace(v))));
}
