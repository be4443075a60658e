using Functions.Html;
using Functions.Manage.Parts;
using Functions.Manage.Settings;
using Saml;
using SignOn;

namespace Functions.Manage.Guide;

/// <summary>Shows what was read of an IdP, and saves it when somebody says so.</summary>
internal static class ReadPage
{
    /// <summary>The hidden field with the sealed reading.</summary>
    public const string ReadingField = "reading";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator, or the customer's admin.</param>
    /// <param name="state">The guide that it belongs to.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="sealedReading">The reading, sealed for the way through the browser.</param>
    /// <param name="now">The time.</param>
    /// <param name="changedMeanwhile">Whether somebody else saved something since this was read.</param>
    public static Markup Render(string product, ManageVisit visit, GuideState state, IdpReading reading, string sealedReading, DateTimeOffset now, bool changedMeanwhile)
    {
        Markup[] all = [Hidden(TenantForm.ETagField, state.Row.ETag ?? ""), Hidden(GuideState.PresetField, state.Preset.Key), Hidden(ReadingField, sealedReading)];
        return ManageLayout.Page(product, visit, "Is this your identity provider?", Markup.Of($"""
            {(changedMeanwhile ? Markup.Of($"""<p class="notice" role="alert">Somebody else saved settings of this tenant meanwhile, so nothing was saved. Compare with what is saved now, then save again.</p>""") : null)}
            {Warnings(reading)}
            {Certificates(reading, now).Render()}
            <h2>What will be saved</h2>
            {Columns(state, reading).Render()}
            {ManageForm.Render(visit, ManageLinks.Guide(state.Tenant.Id) + "/save", all, "Save")}
            <p><a href="{state.Address}">No, go back</a></p>
            """), lead: Markup.Of($"Nothing is saved yet."));
    }

    private static Markup? Warnings(IdpReading reading) => reading.Warnings.Count == 0 ? null : Markup.Of($"""
        <section class="remark" aria-labelledby="warnings">
        <h2 id="warnings">Look at this first</h2>
        <ul>{reading.Warnings.Select(w => Markup.Of($"<li>{w}</li>"))}</ul>
        </section>
        """);

    private static DataTable Certificates(IdpReading reading, DateTimeOffset now) => new(
        "Certificates", ["Certificate", "Valid from", "Valid until", "State", "Thumbprint (SHA-256)"], [.. reading.Certificates.Select(c => Row(c, now))], "No certificate.");

    private static Markup[] Row(IdpCertificateInfo certificate, DateTimeOffset now) =>
    [
        Markup.Of($"{certificate.Subject}"),
        Moments.Day(certificate.NotBefore),
        Moments.Day(certificate.NotAfter),
        Badge.OfValidity(certificate.NotBefore, certificate.NotAfter, now),
        Markup.Of($"""<code class="small">{certificate.Thumbprint}</code>"""),
    ];

    private static DataTable Columns(GuideState state, IdpReading reading) => new(
        "What will be saved", ["Setting", "Saved now", "New"],
        [.. from column in ImportIdp.Written
            where reading.Columns.ContainsKey(column.Name)
            let now = Shown(column, TenantText.Of(state.Row, column.Name))
            let next = Shown(column, TenantText.Of(reading.Columns[column.Name]))
            where now.Length + next.Length > 0
            select (IReadOnlyList<Markup>)[Markup.Of($"{TenantFields.LabelOf(column.Name)}"), Value(now), Value(next)]],
        "Nothing.");

    /// <summary>Of certificates the thumbprints: that is what two people can compare.</summary>
    private static string Shown(TenantColumn column, string text) =>
        column.Name == "IdpCertificates" && IdpSigningKey.TryParseAll(text, out var keys, out _) ? string.Join(", ", keys.Select(k => k.Thumbprint)) : text;

    private static Markup Value(string text) => text.Length == 0 ? Markup.Of($"<em>nothing</em>") : Markup.Of($"<code>{text}</code>");

    private static Markup Hidden(string name, string value) => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">""");
}
