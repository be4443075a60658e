using Functions.Html;
using Functions.Manage.Parts;

namespace Functions.Manage.Pages;

/// <summary>Where a setup link leads: a button, because programs that look at links in messages press none.</summary>
internal static class LinkPage
{
    /// <summary>The page. It says nothing about the link, which is looked at when the button is pressed.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The request.</param>
    /// <param name="token">The link's token.</param>
    public static Markup Render(string product, ManageVisit visit, string token) => ManageLayout.Page(product, visit, "Set up single sign-on", Markup.Of($"""
        <p>You were sent a link to connect your organization's identity provider with {product}. The guide shows the values that you need, step by step.</p>
        {ManageForm.Button(visit, ManageLinks.Link, "Open the guide", [new("token", token)])}
        """), narrow: true);

    /// <summary>The link does not work.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The request.</param>
    public static Markup RenderRefused(string product, ManageVisit visit) => ManageLayout.Page(product, visit, "This link does not work", Markup.Of($"""
        <p>It has expired, was revoked, or is not complete. Copy it whole from the message, or ask whoever sent it for a new one.</p>
        """), narrow: true);
}
