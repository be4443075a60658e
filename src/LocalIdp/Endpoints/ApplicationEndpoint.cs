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
        return Task.FromResult<IResult>(ApplicationPage.Show(context.Options, application, context.Urls, context.Keys.PublishedOf(application.AppId), context.Encryption.Of(application)));
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

    /// <summary>Entra's 'Token encryption': by the certificate that the application's metadata has now, or off.</summary>
    public async Task<IResult> Encrypt(HttpContext http)
    {
        var application = Application(http);
        var algorithm = (string?)(await Forms.ReadAsync(http))[ApplicationPage.CipherField] switch
        {
            ApplicationPage.NoCipher => null,
            AssertionEncryptor.Aes256Cbc => AssertionEncryptor.Aes256Cbc,
            AssertionEncryptor.Aes256Gcm => AssertionEncryptor.Aes256Gcm,
            _ => throw new BadHttpRequestException("Choose one of the ciphers on the page."),
        };
        var certificate = algorithm is null ? null : await ApplicationMetadata.EncryptionCertificateAsync(application, http.RequestAborted);
        context.Encryption.Choose(application.AppId, certificate, algorithm ?? AssertionEncryptor.Aes256Cbc);
        Log.EncryptionChosen(context.Logger, application.Name, certificate?.Thumbprint ?? "nobody");
        return Results.Redirect(context.Urls.Application(application.AppId));
    }

    private LocalIdpApplication Application(HttpContext http) => context.Application(http.GetRouteValue("appId") as string);
}
