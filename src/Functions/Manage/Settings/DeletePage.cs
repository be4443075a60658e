using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>Asks before a tenant is deleted.</summary>
internal static class DeletePage
{
    /// <summary>The field in which the tenant's id is typed.</summary>
    public const string ConfirmField = "confirm";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="errors">What is wrong with the form.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, IReadOnlyList<FieldError> errors)
    {
        var confirm = new Field(ConfirmField, "Id of the tenant") { Hint = $"Type {tenant.Id} to show that you mean this one." };
        return ManageLayout.Page(product, visit, $"Delete {tenant.DisplayName}?", Markup.Of($"""
            {ErrorSummary.Render(errors, [confirm])}
            <p>Its people are signed out and cannot come back. Its settings go at once; its users, sessions and sign-ins follow within minutes, and its setup links and
            API keys are revoked. Nothing brings them back. The audit trail of changes stays.</p>
            <p>To keep everything and only shut the door, disable the tenant instead.</p>
            {ManageForm.Render(visit, ManageLinks.Delete(tenant.Id), [Markup.Of($"""<input type="hidden" name="{TenantForm.ETagField}" value="{tenant.ETag}">"""), confirm.Render(errors)], "Delete for good")}
            <p><a href="{ManageLinks.Tenant(tenant.Id)}">Keep it</a></p>
            """));
    }
}
