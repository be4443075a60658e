using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalIdp;

/// <summary>An application's configuration values and its certificate.</summary>
internal sealed class ApplicationEndpoint(IdpContext context)
{
    public Task<IResult> Show(HttpContext http)
        => Task.FromResult<IResult>(ApplicationPage.Show(context.Options, Application(http), context.Urls, context.Keys.Published));

    public Task<IResult> Certificate(HttpContext http)
    {
        var pem = Encoding.ASCII.GetBytes(context.Keys.Signing.ExportCertificatePem() + "\n");
        return Task.FromResult(Results.File(pem, "application/x-x509-ca-cert", Application(http).Name + ".cer"));
    }

    /// <summary>Entra's 'New certificate' and 'Make certificate active' in one step.</summary>
    public Task<IResult> Roll(HttpContext http)
    {
        var application = Application(http);
        Log.KeyRolled(context.Logger, context.Keys.Roll().Thumbprint);
        return Task.FromResult(Results.Redirect(context.Urls.Application(application.AppId)));
    }

    private LocalIdpApplication Application(HttpContext http) => context.Application(http.GetRouteValue("appId") as string);
}
