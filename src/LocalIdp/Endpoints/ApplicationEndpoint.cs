using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalIdp;

/// <summary>An application's configuration values and its certificate.</summary>
internal sealed class ApplicationEndpoint(IdpContext context)
{
    public Task<IResult> Show(HttpContext http)
    {
        var application = Application(http);
        return Task.FromResult<IResult>(ApplicationPage.Show(context.Options, application, context.Urls, context.Keys.PublishedOf(application.AppId)));
    }

    public Task<IResult> Certificate(HttpContext http)
    {
        var application = Application(http);
        var pem = Encoding.ASCII.GetBytes(context.Keys.SigningOf(application.AppId).Certificate.ExportCertificatePem() + "\n");
        return Task.FromResult(Results.File(pem, "application/x-x509-ca-cert", application.Name + ".cer"));
    }

    /// <summary>Entra's 'New certificate' and 'Make certificate active' in one step.</summary>
    public Task<IResult> Roll(HttpContext http)
    {
        var application = Application(http);
        Log.KeyRolled(context.Logger, context.Keys.Roll(application.AppId).Thumbprint);
        return Task.FromResult(Results.Redirect(context.Urls.Application(application.AppId)));
    }

    private LocalIdpApplication Application(HttpContext http) => context.Application(http.GetRouteValue("appId") as string);
}
