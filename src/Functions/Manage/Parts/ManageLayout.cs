using Functions.Html;
using Functions.Pages;

namespace Functions.Manage.Parts;

/// <summary>The frame of the admins' pages: skip link, navigation, one heading.</summary>
internal static class ManageLayout
{
    /// <summary>A whole document.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">Who sees it; without a session there is no navigation.</param>
    /// <param name="title">The page's heading and the title of the tab.</param>
    /// <param name="content">What stands below the heading.</param>
    /// <param name="flash">Says what was just done; null for nothing.</param>
    /// <param name="lead">A line below the heading; null for none.</param>
    /// <param name="narrow">Whether the page is a single small form; with a session the navigation takes its width all the same.</param>
    /// <param name="copies">Whether it has a <see cref="Copyable"/>. Then its policy must be <see cref="Http.SecurityHeaders.WithCopyScript"/>.</param>
    public static Markup Page(string product, ManageVisit visit, string title, Markup content, Markup? flash = null, Markup? lead = null, bool narrow = false, bool copies = false) =>
        Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title} · {product}</title>
        <link rel="icon" type="image/svg+xml" href="{SiteAssets.Mark.Path}">
        <link rel="stylesheet" href="{SiteAssets.Stylesheet.Path}">
        {(copies ? Markup.Of($"""<script src="{SiteAssets.CopyScript.Path}" defer></script>""") : null)}
        </head>
        <body class="manage {(narrow && visit.Session is null ? "narrow" : "full")}">
        <a class="skip" href="#content">Skip to the content</a>
        <header><a href="{(visit.Admin is SignOn.Admin.SetupLink link ? ManageLinks.Guide(link.TenantId) : ManageLinks.Home)}"><img src="{SiteAssets.Mark.Path}" alt="" width="28" height="28">{product}</a>{Navigation(visit)}</header>
        <main id="content" tabindex="-1">
        {TenantNav.Render(visit)}
        {flash}
        <h1>{title}</h1>
        {(lead is null ? null : Markup.Of($"""<p class="lead">{lead}</p>"""))}
        {content}
        </main>
        </body>
        </html>

        """);

    private static readonly (string Address, string Label)[] Pages =
    [
        (ManageLinks.Home, "Tenants"), (ManageLinks.TraceStart, "Trace"), (ManageLinks.Keys, "API keys"), (ManageLinks.Certificates, "Certificates"),
        (ManageLinks.Health, "Health"), (ManageLinks.Audit, "Audit trail"),
    ];

    private static Markup Link(string address, string label, bool isHere) => isHere
        ? Markup.Of($"""<a href="{address}" aria-current="page">{label}</a>""")
        : Markup.Of($"""<a href="{address}">{label}</a>""");

    private static Markup Navigation(ManageVisit visit)
    {
        if (visit.Session is null)
            return Markup.Empty;
        var links = visit.Admin is SignOn.Admin.Operator
            ? Markup.Of($"""<nav aria-label="Administration">{Pages.Select(p => Link(p.Address, p.Label, visit.Path == p.Address))}</nav>""")
            : Markup.Empty;
        var signOut = ManageForm.Button(visit, ManageLinks.SignOut, "Sign out", second: true);
        return Markup.Of($"{links}{signOut}");
    }
}
