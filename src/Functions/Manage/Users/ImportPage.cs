using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>Import from a CSV file: the form, what the file would do, and what it did.</summary>
internal static class ImportPage
{
    private const int MaxShown = 50;

    /// <summary>The form.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="plan">What is wrong with a file; null for none yet.</param>
    /// <param name="text">What was pasted.</param>
    public static Markup RenderForm(string product, ManageVisit visit, TenantOverview tenant, ImportPlan? plan = null, string text = "") => ManageLayout.Page(product, visit, "Import users", Markup.Of($"""
        {(plan is null ? null : Problems(plan))}
        <p>A CSV file in UTF-8, as spreadsheets save it. The first line names the columns; <code>name</code> and <code>email</code> must be there:</p>
        <p class="secret"><code>name,email,ide-language,language,profile,roles</code><br><code>B.Simon,b.simon@contoso.com,en,en,Developer,</code></p>
        <p>At most {ImportUsers.MaxUsers} users and {ImportUsers.MaxCharacters / 1024} KiB. First you see what would happen; nothing is written before you confirm it.</p>
        {ManageForm.Render(visit, UserLinks.Import(tenant.Id), [
            Markup.Of($"""
                <div class="field">
                <label for="file">File</label>
                <input id="file" name="file" type="file" accept=".csv,text/csv">
                </div>

                """),
            new Field("csv", "Or paste it here") { Lines = true, Value = text }.Render([]),
        ], "Check the file", withFile: true)}
        """), lead: Markup.Of($"""For <a href="{UserLinks.All(tenant.Id)}">{tenant.DisplayName}</a>."""));

    /// <summary>What a good file would do.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="plan">What it would do.</param>
    /// <param name="text">The file, which goes with the form, so that what is imported is what was checked.</param>
    /// <param name="canSend">Whether there is a mail server.</param>
    public static Markup RenderPlan(string product, ManageVisit visit, TenantOverview tenant, ImportPlan plan, string text, bool canSend) => ManageLayout.Page(product, visit, "Check the import", Markup.Of($"""
        <p><strong>{Count.Of(plan.New, "user")}</strong> would be created. {There(plan.Lines.Count - plan.New)}</p>
        {Lines(plan)}
        {(plan.New == 0 ? null : ManageForm.Render(visit, UserLinks.Import(tenant.Id), [
            Markup.Of($"""<input type="hidden" name="csv" value="{text}"><input type="hidden" name="step" value="import">"""),
            Checkbox.Render(NewUserPage.MailToUser, "Send an invitation to each of them", false, canSend ? null : "No mail can be sent: no mail server is set up (settings Email__…).", !canSend),
        ], "Import"))}
        <p class="actions"><a class="button second" href="{UserLinks.Import(tenant.Id)}">Another file</a></p>
        """), lead: Markup.Of($"""For <a href="{UserLinks.All(tenant.Id)}">{tenant.DisplayName}</a>. Nothing is written yet."""));

    /// <summary>What the import did.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="made">How many users were made.</param>
    /// <param name="there">How many lines named somebody who was there already.</param>
    public static Markup RenderDone(string product, ManageVisit visit, TenantOverview tenant, int made, int there) => ManageLayout.Page(product, visit, "Imported", Markup.Of($"""
        <p class="done" role="status">{Count.Of(made, "user")} created. {There(there)}</p>
        <p class="actions"><a class="button" href="{UserLinks.All(tenant.Id)}">Users</a></p>
        """), lead: Markup.Of($"For {tenant.DisplayName}."));

    private static string There(int number) => number == 0 ? "" : $"{Count.Of(number, "line")} of the file: somebody is there already with this address, and stays as is.";

    private static Markup Problems(ImportPlan plan) => Markup.Of($"""
        <div class="notice" role="alert" aria-labelledby="problems">
        <h2 id="problems">Nothing was imported. Please mend this in the file</h2>
        {new DataTable("Problems", ["Line", "Column", "What is wrong"], [.. plan.Problems.Select(p => new[] { Markup.Of($"{p.Line}"), Markup.Of($"{p.Column}"), Markup.Of($"{p.Message}") })], "").Render()}
        </div>
        """);

    private static Markup Lines(ImportPlan plan) => Markup.Of($"""
        {new DataTable("Users in the file", ["Line", "Name", "E-mail", "What happens"], [.. plan.Lines.OrderBy(l => l.IsThere).Take(MaxShown).Select(Line)], "There are no users in the file.").Render()}
        {(plan.Lines.Count > MaxShown ? Markup.Of($"<p>And {plan.Lines.Count - MaxShown} more.</p>") : null)}
        """);

    private static Markup[] Line(ImportLine line) =>
        [Markup.Of($"{line.Line}"), Markup.Of($"{line.Form.Name}"), Markup.Of($"{line.Form.Email}"), Markup.Of($"{(line.IsThere ? "There already" : "Created")}")];
}
