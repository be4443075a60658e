using Functions.Html;

namespace Functions.Pages;

/// <summary>Before and after signing out.</summary>
internal static class SignOutPage
{
    /// <summary>Asks first: an address alone must not end a session, because any site can make a browser open an address.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="displayName">Who is signed in.</param>
    /// <param name="tenantName">Name of the organization.</param>
    public static Markup RenderQuestion(string product, string displayName, string tenantName) => Layout.Page("Sign out", product, Markup.Of($"""
        <h1>Sign out?</h1>
        <p>You are signed in as {displayName} with {tenantName}.</p>
        <div class="actions">
        <form method="post" action="/session/end"><button type="submit">Sign out</button></form>
        <a class="button second" href="/">Stay signed in</a>
        </div>
        """));

    /// <summary>Sends the browser on to the organization's sign-out page; a link serves browsers that do not follow by themselves.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="tenantName">Name of the organization.</param>
    /// <param name="url">The sign-out page.</param>
    public static Markup RenderOnward(string product, string tenantName, string url) => Layout.Page("Signing out", product, Markup.Of($"""
        <div class="spinner" aria-hidden="true"></div>
        <h1>Signing you out at {tenantName}</h1>
        <p class="quiet" role="status">Your session here has ended. Your organization's sign-out page opens in a moment.</p>
        <p class="actions"><a class="button second" href="{url}">Continue</a></p>
        """));

    /// <summary>Says what the organization answered.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="tenantName">Name of the organization.</param>
    /// <param name="isComplete">Whether it ended everything that it knows of.</param>
    public static Markup RenderReturned(string product, string tenantName, bool isComplete)
    {
        var sentence = isComplete
            ? Markup.Of($"""<p id="result">Your session here has ended, and {tenantName} has signed you out too.</p>""")
            : Markup.Of($"""<p id="result" class="notice" role="alert">Your session here has ended, but {tenantName} could not sign you out everywhere. You may still be signed in there or in other applications: close all windows of the browser, above all on a shared computer.</p>""");
        return Layout.Page("Signed out", product, Markup.Of($"""
            <h1>You are signed out</h1>
            {sentence}
            <p class="actions"><a class="button" href="/">Sign in again</a></p>
            """));
    }

    /// <summary>Says that it is done, and what is not done: the organization's own session lives on.</summary>
    /// <param name="product">The product's name.</param>
    public static Markup RenderDone(string product) => Layout.Page("Signed out", product, Markup.Of($"""
        <h1>You are signed out</h1>
        <p>Your session here has ended. You may still be signed in at your organization. On a shared computer, close all windows of the browser too.</p>
        <p class="actions"><a class="button" href="/">Sign in again</a></p>
        """));
}
