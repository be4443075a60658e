using Functions.Html;
using Functions.Manage.Users;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>The pages of one tenant, above each of them. A customer's admin has the guide alone, so nothing to choose from.</summary>
internal static class TenantNav
{
    /// <summary>The markup; nothing on pages that are not about one tenant.</summary>
    /// <param name="visit">Who sees it, and where.</param>
    public static Markup? Render(ManageVisit visit)
    {
        if (visit is not { TenantId: { } id, Admin: Admin.Operator })
            return null;
        (string Label, string Address, string[] Below)[] pages =
        [
            ("Overview", ManageLinks.Tenant(id), [ManageLinks.Delete(id), ManageLinks.Enabled(id)]),
            ("Set-up guide", ManageLinks.Guide(id), []),
            ("Settings", ManageLinks.Settings(id), []),
            ("Test sign-in", ManageLinks.Test(id), []),
            ("Sign-ins", ManageLinks.SignIns(id), []),
            ("Users", UserLinks.All(id), [UserLinks.New(id), UserLinks.Import(id)]),
            ("Provisioning", UserLinks.Provisioning(id), []),
            ("Setup links", ManageLinks.TenantLinks(id), []),
            ("Emergency", ManageLinks.Emergency(id), []),
        ];
        return Markup.Of($"""
            <nav class="tabs" aria-label="Tenant {id}">
            {pages.Select(p => Link(p.Label, p.Address, IsHere(visit.Path, p.Address, id) || p.Below.Contains(visit.Path)))}</nav>
            """);
    }

    private static bool IsHere(string path, string address, string id) =>
        path == address || (address != ManageLinks.Tenant(id) && path.StartsWith(address + "/", StringComparison.Ordinal));

    private static Markup Link(string label, string address, bool isHere) => Markup.Of($"""
        <a href="{address}"{(isHere ? Markup.Of($""" aria-current="page" """) : null)}>{label}</a>

        """);
}
