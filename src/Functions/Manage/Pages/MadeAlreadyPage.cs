using Functions.Html;
using Functions.Manage.Emergency;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>Says that a form came in twice: what it asked for was made by the first one, whose answer alone had the secret.</summary>
internal static class MadeAlreadyPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="kind">What was made.</param>
    /// <param name="id">Its id.</param>
    /// <param name="revoke">Where it is revoked.</param>
    /// <param name="back">Where another can be made.</param>
    public static Markup Render(string product, ManageVisit visit, AdminGrantKind kind, string id, string revoke, string back)
    {
        // It may have been used since: then more ends with it than the secret.
        var (what, effect) = kind switch
        {
            AdminGrantKind.ApiKey => ("key", GrantsPage.RevokeKeyEffect),
            AdminGrantKind.SetupLink => ("link", GrantsPage.RevokeLinkEffect),
            _ => ("emergency link", EmergencyAccessPage.RevokeAnyEffect),
        };
        return ManageLayout.Page(product, visit, $"This {what} was made already", Markup.Of($"""
            <p>The form was sent a second time, by a double click, by going back to it, or by loading its answer again. So nothing was made now: the {what} <code>{id}</code> is from the first time.</p>
            <p>It was shown that once; we keep only a hash of it, and nothing can show it again. If you have it, use it, unless it was revoked since. If not, revoke it and make another.</p>
            <div class="actions">
            <a class="button" href="{back}">Make another</a>
            {Confirm.Render(visit, revoke, $"Revoke this {what}", effect, [new("id", id)])}
            </div>
            """));
    }
}
