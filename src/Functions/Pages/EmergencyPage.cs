using Functions.Html;

namespace Functions.Pages;

/// <summary>Where an emergency link leads: a button, because programs that look at links in messages press none.</summary>
internal static class EmergencyPage
{
    /// <summary>The hidden field with the link's token.</summary>
    public const string LinkField = "link";

    /// <summary>The page. It says nothing about the link, which is looked at when the button is pressed.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="token">The link's token.</param>
    public static Markup Render(string product, string token) => Layout.Page("Emergency sign-in", product, Markup.Of($"""
        <h1>Emergency sign-in</h1>
        <p>You were given a link to sign in while your organization's own sign-in page does not work. It is for you alone, and works once.</p>
        <form method="post" action="/emergency">
        <input type="hidden" name="{LinkField}" value="{token}">
        <button class="whole" type="submit">Sign in</button>
        </form>
        """));
}
