using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Guide;

/// <summary>The three ways to tell about an IdP: the address of its metadata, a file, or single values.</summary>
internal static class IdpForms
{
    /// <summary>The file.</summary>
    public const string FileField = TenantImport.MetadataSource;

    /// <summary>Every field of the three forms.</summary>
    /// <param name="state">What to show.</param>
    public static IReadOnlyList<Field> Fields(GuideState state) => [UrlField(state), FileOf(state), .. ValueFields(state)];

    /// <summary>The forms. What has errors is open.</summary>
    /// <param name="visit">The admin.</param>
    /// <param name="state">What to show.</param>
    public static Markup Render(ManageVisit visit, GuideState state) => Markup.Of($"""
        <p>Choose one way. You see what we read before anything is saved.</p>
        {Way(visit, state, "url", "By the address of its metadata", [UrlField(state), EntityOf(state, "url")], "Read the metadata", state.Preset.MetadataUrl is not null)}
        {Way(visit, state, "file", "By a metadata file", [FileOf(state), EntityOf(state, "file")], "Read the file", state.Preset.MetadataUrl is null)}
        {Way(visit, state, "values", "By single values: SSO with Samlv2", ValueFields(state), "Check the values", isOpen: false)}
        """);

    private static Markup Way(ManageVisit visit, GuideState state, string source, string title, IReadOnlyList<Field> fields, string button, bool isOpen)
    {
        var chosen = state.Typed.GetValueOrDefault(GuideState.SourceField, "");
        var open = chosen.Length == 0 ? isOpen : chosen == source;
        Markup[] all = [Hidden(GuideState.SourceField, source), Hidden(GuideState.PresetField, state.Preset.Key), .. fields.Select(f => f.Render(state.Errors))];
        return Markup.Of($"""
            <details class="group"{(open ? Markup.Of($" open") : null)}><summary>{title}</summary>
            {ManageForm.Render(visit, ManageLinks.Guide(state.Tenant.Id) + "/read", all, button, withFile: source == "file")}
            </details>

            """);
    }

    private static Field UrlField(GuideState state) => new("IdpMetadataUrl", "Metadata URL")
    {
        Value = state.Typed.GetValueOrDefault("IdpMetadataUrl", ""),
        Type = "url",
        Hint = (state.Preset.MetadataUrl ?? $"{state.Preset.Name} publishes none; use a file.") + " New certificates are then taken over by themselves.",
    };

    private static Field FileOf(GuideState state) => new(FileField, "Metadata file") { Type = "file", Hint = state.Preset.MetadataFile };

    private static Field EntityOf(GuideState state, string source) => new($"{GuideState.EntityField}-{source}", "Entity ID (only where the metadata describes several)")
    {
        Value = state.Typed.GetValueOrDefault($"{GuideState.EntityField}-{source}", ""),
    };

    /// <summary>The labels of the second tutorial, to the letter; the hints say what the IdP calls them.</summary>
    private static IReadOnlyList<Field> ValueFields(GuideState state) =>
    [
        new("IdpSsoUrl", "SSO redirect") { Value = Typed(state, "IdpSsoUrl"), Type = "url", Hint = state.Preset.Login },
        new("IdpSloUrl", "Logout redirect") { Value = Typed(state, "IdpSloUrl"), Type = "url", Hint = state.Preset.SignOut },
        new("NameIdFormat", "Name ID Format")
        {
            Value = state.Typed.GetValueOrDefault("NameIdFormat", TenantText.Of(state.Row, "NameIdFormat") is { Length: > 0 } own ? own : state.Preset.NameIdFormat),
            Hint = "Such as urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress. Empty: as set at the identity provider.",
        },
        new("IdpEntityId", "Entity ID of the identity provider") { Value = Typed(state, "IdpEntityId"), Hint = state.Preset.Issuer },
        new("IdpCertificates", "Certificate") { Value = Typed(state, "IdpCertificates"), Lines = true, Hint = state.Preset.Certificate },
    ];

    private static string Typed(GuideState state, string field) => state.Typed.GetValueOrDefault(field, "");

    private static Markup Hidden(string name, string value) => Markup.Of($"""<input type="hidden" name="{name}" value="{value}">""");
}
