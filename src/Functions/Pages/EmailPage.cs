using Functions.Html;

namespace Functions.Pages;

/// <summary>The way in for people who do not know their organization's own address: it is found by their e-mail's domain.</summary>
internal static class EmailPage
{
    /// <summary>The form.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="email">What was typed before; null on the first visit.</param>
    /// <param name="problem">Why it did not do; null on the first visit.</param>
    public static Markup Render(string product, string? email = null, string? problem = null)
    {
        var notice = problem is null ? Markup.Empty : Markup.Of($"""<p class="notice" role="alert" id="problem">{problem}</p>""");
        var described = problem is null ? "hint" : "problem hint";
        return Layout.Page("Sign in", product, Markup.Of($"""
            <h1>Sign in</h1>
            <p class="quiet">You sign in with your organization's own account.</p>
            {notice}
            <form method="post" action="/">
            <label for="email">Work e-mail address</label>
            <input id="email" name="email" type="email" value="{email}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus aria-describedby="{described}">
            <p class="hint" id="hint">We use it to find your organization's sign-in page.</p>
            <button class="whole" type="submit">Continue</button>
            </form>
            """));
    }

    /// <summary>Sends the browser on to the organization's sign-in; a link serves browsers that do not follow by themselves.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="startUrl">Relative address that starts the sign-in.</param>
    public static Markup RenderOnward(string product, string startUrl) => Layout.Page("Signing in", product, Markup.Of($"""
        <div class="spinner" aria-hidden="true"></div>
        <h1>Taking you to your organization</h1>
        <p class="quiet" role="status">Your organization's sign-in page opens in a moment.</p>
        <p class="actions"><a class="button second" href="{startUrl}">Continue</a></p>
        """));
}
