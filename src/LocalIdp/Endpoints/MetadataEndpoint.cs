using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>IdP metadata in both shapes.</summary>
internal sealed class MetadataEndpoint(IdpContext context)
{
    private const string ContentType = "application/samlmetadata+xml; charset=utf-8";

    private int _served;

    /// <summary>How many documents were asked for.</summary>
    public int Served => _served;

    public Task<IResult> Federation(HttpContext http)
    {
        Interlocked.Increment(ref _served);
        var appId = http.Request.Query["appid"].ToString();
        var application = appId.Length > 0 ? context.Application(appId) : null;
        IReadOnlyList<X509Certificate2> certificates = application is null
            ? [context.Keys.Directory]
            : [.. context.Keys.PublishedOf(application.AppId), .. context.Options.NextCertificates];
        var signing = application is null ? context.Keys.Signing : context.Keys.SigningOf(application.AppId);
        var metadata = FederationMetadata.Write(context.Urls, certificates, signing.Signature);
        return Task.FromResult(Results.Bytes(metadata, "application/xml; charset=utf-8"));
    }

    public Task<IResult> Plain(HttpContext http)
    {
        Interlocked.Increment(ref _served);
        return Task.FromResult(Results.Bytes(PlainMetadata.Write(context.Urls, All()), ContentType));
    }

    /// <summary>This shape knows no applications, so it has the certificates of all.</summary>
    private List<X509Certificate2> All()
        => [.. context.Options.Applications.SelectMany(app => context.Keys.PublishedOf(app.AppId)).Append(context.Keys.Signing.Certificate)
            .Distinct().OrderBy(certificate => certificate != context.Keys.Signing.Certificate), .. context.Options.NextCertificates];
}
