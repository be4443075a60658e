using Functions.Html;

namespace Functions.Pages;

/// <summary>What all pages share: head, brand and the frame around the content.</summary>
internal static class Layout
{
    /// <summary>A whole document around <paramref name="content"/>, whose first heading is the page's own.</summary>
    /// <param name="title">Title of the browser's tab, before the product's name.</param>
    /// <param name="product">The product's name, shown above the card.</param>
    /// <param name="content">The card's content.</param>
    /// <param name="wide">Whether the card is wide, for tables of facts.</param>
    public static Markup Page(string title, string product, Markup content, bool wide = false) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title} · {product}</title>
        <link rel="icon" type="image/svg+xml" href="{SiteAssets.Mark.Path}">
        <link rel="stylesheet" href="{SiteAssets.Stylesheet.Path}">
        </head>
        <body class="{(wide ? "wide" : "narrow")}">
        <header><a href="/"><img src="{SiteAssets.Mark.Path}" alt="" width="28" height="28">{product}</a></header>
        <main>
        {content}
        </main>
        </body>
        </html>

        """);
}
