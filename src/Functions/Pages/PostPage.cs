using Functions.Html;
using SignOn;

namespace Functions.Pages;

/// <summary>The form of the POST binding (saml-bindings-2.0-os 3.5.4): sends itself, or by its button where script is off.</summary>
internal static class PostPage
{
    /// <summary>
    /// The page's own Content-Security-Policy. No form-action: browsers apply it to the IdP's redirects too, which go we know not where. The IdP
    /// alone may show it in a frame, as some do when they sign people out everywhere; there is nothing on it that a person could be tricked into.
    /// </summary>
    /// <param name="url">Where the form goes; absolute.</param>
    public static string PolicyFor(string url) => SelfSending.Policy(new Uri(url).GetLeftPart(UriPartial.Authority));

    /// <summary>The same for a sign-in, which nobody has to show in a frame.</summary>
    public static string SignInPolicy { get; } = SelfSending.Policy("'none'");

    /// <summary>The page that takes a sign-out to the IdP.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="form">Where it goes and what it brings.</param>
    public static Markup RenderSignOut(string product, MessageDelivery form) =>
        Render("Signing out", "Your organization's sign-out page opens in a moment.", product, form);

    /// <summary>The page that takes a sign-in to the IdP.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="form">Where it goes and what it brings.</param>
    public static Markup RenderSignIn(string product, MessageDelivery form) =>
        Render("Signing in", "Your organization's sign-in page opens in a moment.", product, form);

    private static Markup Render(string title, string sentence, string product, MessageDelivery form)
    {
        var relayState = form.RelayState is null ? Markup.Empty : Markup.Of($"""<input type="hidden" name="RelayState" value="{form.RelayState}">""");
        return Layout.Page(title, product, Markup.Of($"""
            <div class="spinner" aria-hidden="true"></div>
            <h1>Taking you to your organization</h1>
            <p class="quiet" role="status">{sentence}</p>
            <form method="post" action="{form.Url}">
            <input type="hidden" name="{form.FieldName}" value="{form.FieldValue}">
            {relayState}
            <button class="second" type="submit">Continue</button>
            </form>
            {SelfSending.Script}
            """));
    }
}
