using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>The form with all settings of a tenant, for a new tenant and for one that exists.</summary>
internal static class SettingsPage
{
    /// <summary>The field of a new tenant's id.</summary>
    public const string IdField = "id";

    /// <summary>A new tenant.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="id">The id as typed.</param>
    /// <param name="form">The settings as typed.</param>
    /// <param name="errors">What is wrong.</param>
    public static Markup RenderNew(string product, ManageVisit visit, string id, TenantForm form, IReadOnlyList<FieldError> errors)
    {
        var idField = new Field(IdField, "Id")
        {
            Value = id,
            Hint = $"Stands in all addresses and can never change. Small letters, digits and hyphens, at most {TenantIds.MaxLength}.",
        };
        return ManageLayout.Page(product, visit, "New tenant", Markup.Of($"""
            {ErrorSummary.Render(errors, [idField, .. TenantFields.All(form)])}
            {ManageForm.Render(visit, ManageLinks.NewTenant, [idField.Render(errors), .. TenantFields.Render(form, errors, isNew: true)], "Make the tenant")}
            """), lead: Markup.Of($"An id and a name are enough to begin. The identity provider's part follows in the set-up guide, by you or by the customer's admin."));
    }

    /// <summary>A tenant's settings.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant as stored.</param>
    /// <param name="form">The settings as typed.</param>
    /// <param name="errors">What is wrong.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, TenantForm form, IReadOnlyList<FieldError> errors) =>
        ManageLayout.Page(product, visit, "Settings", Markup.Of($"""
            {ErrorSummary.Render(errors, TenantFields.All(form))}
            {ManageForm.Render(visit, ManageLinks.Settings(tenant.Id), [.. Hidden(form), .. TenantFields.Render(form, errors, isNew: false)], "Save")}
            """), lead: Markup.Of($"""Of <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>."""));

    /// <summary>Two admins changed the same tenant: whoever saves second chooses, column by column.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant as stored.</param>
    /// <param name="merges">What differs.</param>
    /// <param name="theirs">The settings as stored.</param>
    /// <param name="undecided">Columns for which nobody chose although somebody must.</param>
    public static Markup RenderMerge(
        string product, ManageVisit visit, TenantOverview tenant, IReadOnlyList<TenantMerge> merges, TenantForm theirs, IReadOnlyCollection<string> undecided)
    {
        var mine = merges.ToDictionary(m => m.Column.Name, m => m.Mine, StringComparer.Ordinal);
        Markup[] fields = [.. Hidden(theirs), HiddenField(TenantForm.MineField, TenantForm.Write(mine)), .. merges.Select(m => Choose(m, undecided.Contains(m.Column.Name)))];
        return ManageLayout.Page(product, visit, "Somebody else changed this tenant", Markup.Of($"""
            <p>Nothing of yours is saved yet, and nothing of theirs is lost. Choose for each setting which value shall stand.</p>
            {ManageForm.Render(visit, ManageLinks.Settings(tenant.Id), fields, "Save what I chose")}
            <p><a href="{ManageLinks.Settings(tenant.Id)}">Drop my changes and look at the settings</a></p>
            """), lead: Markup.Of($"""Of <a href="{ManageLinks.Tenant(tenant.Id)}">{tenant.DisplayName}</a>."""));
    }

    private static IEnumerable<Markup> Hidden(TenantForm form) =>
        [HiddenField(TenantForm.ETagField, form.ETag), HiddenField(TenantForm.BaseField, TenantForm.Write(form.Base))];

    private static Markup HiddenField(string name, string value) => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">""");

    private static Markup Choose(TenantMerge merge, bool isUndecided)
    {
        var name = TenantForm.PickField(merge.Column);
        return Markup.Of($"""
            <fieldset class="group merge{(isUndecided ? " wrong" : "")}" id="{name}">
            <legend>{TenantFields.LabelOf(merge.Column.Name)}</legend>
            {(isUndecided ? Markup.Of($"""<p class="problem">Both of you changed it. Choose one.</p>""") : null)}
            <p class="hint">Before: {Value(merge.Base)}</p>
            {Radio(name, "theirs", "Theirs", merge.Theirs, merge.IsMine == false)}
            {Radio(name, "mine", "Yours", merge.Mine, merge.IsMine == true)}
            </fieldset>

            """);
    }

    private static Markup Radio(string name, string value, string label, string text, bool isChosen) => Markup.Of($"""
        <label class="choice"><input type="radio" name="{name}" value="{value}"{(isChosen ? Markup.Of($" checked") : null)}> <span>{label}: {Value(text)}</span></label>
        """);

    private static Markup Value(string text) => text.Length == 0 ? Markup.Of($"<em>the default</em>") : Markup.Of($"<code>{text}</code>");
}
