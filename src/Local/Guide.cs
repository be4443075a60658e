using LocalIdp;

namespace Local;

/// <summary>Says what to click.</summary>
internal static class Guide
{
    /// <summary>The text.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="tenants">The customers.</param>
    /// <param name="idp">The pretend Entra ID.</param>
    /// <param name="key">The bootstrap key of this data folder.</param>
    public static string Write(LocalOptions options, LocalTenants tenants, LocalIdpServer idp, string key) => $"""

        Everything runs. Choose B.Simon wherever the pretend Entra ID asks who you are.

        pymetrics tutorial (tenant '{LocalTenants.Pymetrics}', users are made at their first sign-in)
          from the application   {tenants.PymetricsSignOnUrl}
          from the IdP's tile    {idp.Urls.Tile(tenants.PymetricsApplication.AppId)}
          the IdP's sign-out     {idp.Urls.Logout}
          metadata               {tenants.PymetricsApplication.Identifiers[0]}
          new IdP certificate    {idp.Urls.Application(tenants.PymetricsApplication.AppId)}
                                 (press the button there and sign in again: the row follows by itself;
                                 'Token Encryption' there encrypts what it sends)
          an error of the IdP    choose Noor Haddad, who is not assigned
          ask in passing         {options.BaseUrl}/saml/{LocalTenants.Pymetrics}/sso?passive=true
          a new key of ours      dotnet run --project src/Local -- roll-key

        RunMyProcess tutorial (tenant '{LocalTenants.RunMyProcess}', users are made by an admin)
          from the application   {tenants.RunMyProcessSignOnUrl}
          It refuses B.Simon until you add the user, in a second terminal:
            dotnet run --project src/Local -- add-user {LocalTenants.RunMyProcess} --email B.Simon@contoso.com --name B.Simon --language en --ide-language en --profile Developer

        Administration
          in the browser         {options.BaseUrl}/manage
          key                    {key}
          or sign in there with your organization, as Ana Ruiz

        More
          sign in by e-mail      {options.BaseUrl}/   (an address @{LocalTenants.Domain})
          who is signed in       {options.BaseUrl}/session
          health                 {options.BaseUrl}/health

        Data is kept in {options.Data}. Press Ctrl+C to stop.

        """;
}
