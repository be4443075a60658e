using Functions.Html;

namespace Functions.Pages;

/// <summary>Shows people who they are signed in as, and what their organization said about them.</summary>
internal static class SignedInPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="who">The signed-in user.</param>
    public static Markup Render(string product, SignedInUser who) => Layout.Page("Signed in", product, Markup.Of($"""
        <p class="badge good">Signed in</p>
        <h1>Hello, {who.DisplayName}</h1>
        <p class="quiet">You are signed in with {who.TenantName}.</p>
        <h2 id="profile">What we know about you</h2>
        <dl aria-labelledby="profile">
        {who.Profile.Select(Row)}
        </dl>
        <h2 id="sign-in">This sign-in</h2>
        <dl aria-labelledby="sign-in">
        {who.SignIn.Select(Row)}
        </dl>
        <div class="actions">
        <form method="post" action="/session/end"><button class="second" type="submit">Sign out</button></form>
        </div>
        """), wide: true);

    private static Markup Row(KeyValuePair<string, string> fact) =>
        Markup.Of($"<div><dt>{fact.Key}</dt><dd>{fact.Value}</dd></div>\n");
}
