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

    /// <summary>Says that it is done, and what is not done: the organization's own session lives on.</summary>
    /// <param name="product">The product's name.</param>
    public static Markup RenderDone(string product) => Layout.Page("Signed out", product, Markup.Of($"""
        <h1>You are signed out</h1>
        <p>Your session here has ended. You may still be signed in at your organization. On a shared computer, close all windows of the browser too.</p>
        <p class="actions"><a class="button" href="/">Sign in again</a></p>
        """));
}
