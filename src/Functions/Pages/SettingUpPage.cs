using Functions.Html;

namespace Functions.Pages;

/// <summary>What new users see while their account is being made; the Refresh header makes it go on by itself.</summary>
internal static class SettingUpPage
{
    /// <summary>Seconds until the next look: soon at first, rarely when it takes long, because each look reads storage.</summary>
    /// <param name="waited">How long the user has waited.</param>
    public static int RefreshSeconds(TimeSpan waited) => waited.TotalSeconds switch
    {
        < 10 => 1,
        < 60 => 3,
        _ => 15,
    };

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="tenantName">Name of the organization.</param>
    /// <param name="selfUrl">Relative address of this page, for browsers that do not refresh by themselves.</param>
    public static Markup Render(string product, string tenantName, string selfUrl) => Layout.Page("Setting up your account", product, Markup.Of($"""
        <div class="spinner" aria-hidden="true"></div>
        <h1>Setting up your account</h1>
        <p role="status">This is your first sign-in with {tenantName}, so we are making your account. It takes a few seconds.</p>
        <p class="quiet small">This page goes on by itself. If it does not, <a href="{selfUrl}">look again</a>.</p>
        """));
}
