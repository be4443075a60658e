using Functions.Html;
using Functions.Http;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>The ways in for operators.</summary>
internal static class SignInPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The request.</param>
    /// <param name="options">Which ways are open.</param>
    /// <param name="user">The person by name whose session as a user runs, and whether it is an operator; null when there is none.</param>
    /// <param name="returnUrl">Where to go afterwards.</param>
    /// <param name="problem">Why the last attempt failed; null for the first.</param>
    public static Markup Render(string product, ManageVisit visit, AdminOptions options, (string Name, bool IsOperator)? user, string returnUrl, FieldError? problem)
    {
        IReadOnlyList<FieldError> errors = problem is null ? [] : [problem];
        var key = new Field("key", "Bootstrap key") { Type = "password", AutoComplete = "current-password", Hint = "The value of the setting Manage__BootstrapKey." };
        var content = Markup.Of($"""
            {ErrorSummary.Render(errors, [key])}
            {(ManageLinks.IsOfGuide(returnUrl) ? LinkAgain : null)}
            {AsUser(visit, options, user, returnUrl)}
            {(options.BootstrapKey is null ? null : ManageForm.Render(visit, ManageLinks.SignIn(returnUrl), [key.Render(errors)], "Sign in with the key"))}
            {(options.BootstrapKey is null && options.OperatorTenant is null ? Closed(options) : null)}
            <p class="quiet small">Signed in already, and came from a link on another site? <a href="{returnUrl}">Open the page</a>.</p>
            """);
        return ManageLayout.Page(product, visit, "Administration", content, lead: Markup.Of($"For the operators of this service."), narrow: true);
    }

    /// <summary>The page after signing out.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The request.</param>
    public static Markup RenderSignedOut(string product, ManageVisit visit) => ManageLayout.Page(product, visit, "You are signed out", Markup.Of($"""
        <p>Your session in the administration has ended.</p>
        <p class="actions"><a class="button" href="{ManageLinks.SignIn()}">Sign in again</a></p>
        """), narrow: true);

    /// <summary>Whoever comes from the guide may be a customer's admin, for whom none of the ways below is.</summary>
    private static readonly Markup LinkAgain = Markup.Of($"""
        <p class="remark">Did you come through a setup link? Your session has ended after a while without use. Open the link again, as you
        received it: it works until it expires, and what you saved is kept.</p>
        """);

    private static Markup? AsUser(ManageVisit visit, AdminOptions options, (string Name, bool IsOperator)? user, string returnUrl)
    {
        if (options.OperatorTenant is not { } tenant)
            return null;
        if (user is { IsOperator: true } known)
            return Markup.Of($"""<div class="way">{ManageForm.Button(visit, ManageLinks.With(ManageLinks.SignInAsUser, ("returnUrl", returnUrl)), $"Continue as {known.Name}")}</div>""");
        var start = ManageLinks.With(Links.Start(tenant), ("returnUrl", ManageLinks.SignIn(returnUrl)));
        return Markup.Of($"""
            {(user is null ? null : Markup.Of($"""<p class="notice">This browser is signed in as {user.Value.Name}, who is no operator of this service. Choose another account, or ask whoever keeps the operators' accounts for the role.</p>"""))}
            <p class="way"><a class="button" href="{start}">Sign in with your organization</a></p>
            """);
    }

    private static Markup Closed(AdminOptions options) => options.IsKeyUnresolved
        ? Markup.Of($"""<p class="notice" role="alert">Azure could not read the bootstrap key from Key Vault. See 'Administration' in docs/operations.md.</p>""")
        : Markup.Of($"""<p>No way in is set up. Set <code>Manage__BootstrapKey</code>, or <code>Manage__OperatorTenant</code>; docs/operations.md says how.</p>""");
}
