using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Guide;

/// <summary>The set-up guide of a tenant, step by step, in the words of the identity provider's own pages.</summary>
internal static class GuidePage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator, or the customer's admin.</param>
    /// <param name="state">What to show.</param>
    /// <param name="done">What was just done; null for nothing.</param>
    public static Markup Render(string product, ManageVisit visit, GuideState state, string? done = null) => ManageLayout.Page(
        product, visit, $"Set up single sign-on for {state.Tenant.DisplayName}",
        Markup.Of($"""
            {ErrorSummary.Render(state.Errors, IdpForms.Fields(state))}
            {Presets(state)}
            {Values(visit, state)}
            {IdpStep(visit, state)}
            {TestSignIn(state)}
            """),
        Flash.Render(done), Badge.Of(state.Tenant), copies: true);

    private static Markup Presets(GuideState state) => Markup.Of($"""
        <nav class="tabs" aria-label="Your identity provider">
        {IdpPresets.All.Select(p => Markup.Of($"""
            <a href="{(state with { Preset = p }).Address}"{(p == state.Preset ? Markup.Of($""" aria-current="page" """) : null)}>{p.Name}</a>

            """))}</nav>
        """);

    private static Markup Values(ManageVisit visit, GuideState state)
    {
        var (preset, addresses) = (state.Preset, state.Tenant.Addresses);
        KeyValuePair<string, string>[] values =
        [
            new(preset.EntityId, addresses.EntityId),
            new(preset.AssertionConsumer, addresses.AssertionConsumer),
            .. Optional(preset.SignOn, addresses.SignOn),
            .. Optional(preset.Logout, addresses.Logout),
            new("Our metadata", addresses.Metadata),
        ];
        return Markup.Of($"""
            <section aria-labelledby="values">
            <h2 id="values">1. Enter these values at {(preset.Key == "other" ? "your identity provider" : preset.Name)} {DoneBadge(state, SetupStep.Values)}</h2>
            <ol>{preset.Steps.Select(s => Markup.Of($"<li>{s}</li>"))}</ol>
            <dl aria-labelledby="values">
            {values.Select(v => Markup.Of($"<div><dt>{v.Key}</dt><dd>{Copyable.Render(v.Key, v.Value)}</dd></div>\n"))}</dl>
            <h3 id="attributes">Attributes</h3>
            {Attributes(state).Render()}
            {(state.Done.ContainsKey(SetupStep.Values) || visit.Admin is not Admin.SetupLink ? null : ManageForm.Button(visit, ManageLinks.Guide(state.Tenant.Id) + "/values", "I have entered these values", [new(GuideState.PresetField, preset.Key)], second: true))}
            </section>
            """);
    }

    private static DataTable Attributes(GuideState state)
    {
        var sources = state.Preset.Sources;
        (string What, string Column, string Source)[] attributes =
        [
            ("First name", "FirstNameAttributes", sources.First), ("Last name", "LastNameAttributes", sources.Last), ("E-mail address", "EmailAttributes", sources.Email),
        ];
        return new DataTable("Attributes", ["What", "Name of the attribute", "Value"], [.. attributes.Select(a => (IReadOnlyList<Markup>)[
            Markup.Of($"{a.What}"), Copyable.Render($"the attribute for {a.What.ToLowerInvariant()}", FirstOf(state, a.Column)), Markup.Of($"<code>{a.Source}</code>")])], "");
    }

    /// <summary>The attribute that this tenant looks for first.</summary>
    private static string FirstOf(GuideState state, string column)
    {
        var own = TenantText.Of(state.Row, column);
        var list = own.Length > 0 ? own : TenantColumnTable.All.First(c => c.Name == column).Default ?? "";
        return list.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
    }

    private static Markup IdpStep(ManageVisit visit, GuideState state) => Markup.Of($"""
        <section aria-labelledby="provider">
        <h2 id="provider">2. Tell us about {(state.Preset.Key == "other" ? "your identity provider" : state.Preset.Name)} {DoneBadge(state, SetupStep.IdentityProvider)}</h2>
        {Saved(state)}
        {(state.IdpIsOpen ? IdpForms.Render(visit, state) : Markup.Of($"""
            <p class="remark">{(state.Done.ContainsKey(SetupStep.IdentityProvider) ? "This step was done through your link" : "An identity provider is set up already")}, so your link cannot change it. To change it, ask whoever sent you the link for a new one that may.</p>
            """))}
        </section>
        """);

    private static Markup? Saved(GuideState state)
    {
        var entityId = TenantText.Of(state.Row, "IdpEntityId");
        var url = TenantText.Of(state.Row, "IdpSsoUrl");
        return entityId.Length + url.Length == 0 ? null : Markup.Of($"""
            <p>Saved now: <code>{(entityId.Length > 0 ? entityId : url)}</code>. What you save below takes its place.</p>
            """);
    }

    // The last section. What tries the sign-in belongs here.
    private static Markup TestSignIn(GuideState state) => Markup.Of($"""
        <section aria-labelledby="test">
        <h2 id="test">3. Sign in {DoneBadge(state, SetupStep.TestSignIn)}</h2>
        <p>People start at this address, or with their e-mail address on our front page. Try it in a private window.</p>
        <p>{Copyable.Render("the sign-on address", state.Tenant.Addresses.SignOn)}</p>
        <p class="actions"><a class="button" href="{ManageLinks.Test(state.Tenant.Id)}">Test sign-in</a></p>
        </section>
        """);

    private static Markup? DoneBadge(GuideState state, SetupStep step) =>
        state.Done.TryGetValue(step, out var at) ? Markup.Of($"""<span class="badge good">Done {Moments.Minute(at)} UTC</span>""") : null;

    private static KeyValuePair<string, string>[] Optional(string? label, string value) => label is null ? [] : [new(label, value)];
}
