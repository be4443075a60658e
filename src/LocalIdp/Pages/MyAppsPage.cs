namespace LocalIdp;

/// <summary>'My Apps': a tile per application.</summary>
internal static class MyAppsPage
{
    public static Page Show(LocalIdpOptions options, IdpUrls urls) => new("My Apps", Html.Of($"""
        <h1>My Apps <small>{options.DirectoryName}</small></h1>
        <ul class="tiles">
        {options.Applications.Select(app => Tile(app, urls))}
        </ul>
        {None(options)}
        <p><a href="{urls.Logout}">Sign out</a></p>
        """));

    private static Html Tile(LocalIdpApplication app, IdpUrls urls) => Html.Of($"""
        <li class="card">
        <a class="tile" href="{Target(app, urls)}">{AccountPage.Avatar(app.Name)}<strong>{app.Name}</strong></a>
        <p>{(app.IdpInitiated ? "IdP-initiated" : "SP-initiated: opens the sign-on URL")}</p>
        {SignOn(app)}
        <p><a href="{urls.Application(app.AppId)}">Configuration values</a></p>
        </li>
        """);

    private static string Target(LocalIdpApplication app, IdpUrls urls) => app.IdpInitiated ? urls.Tile(app.AppId) : app.SignOnUrl!;

    private static Html SignOn(LocalIdpApplication app) => app is { IdpInitiated: true, SignOnUrl: { } url }
        ? Html.Of($"""<p><a href="{url}">Test SP-initiated sign-in</a></p>""")
        : Html.Empty;

    private static Html None(LocalIdpOptions options)
        => options.Applications.Count > 0 ? Html.Empty : Html.Of($"<p>No application is registered.</p>");
}
