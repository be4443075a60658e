using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>IdP metadata in both shapes.</summary>
internal sealed class MetadataEndpoint(IdpContext context)
{
    private const string ContentType = "application/samlmetadata+xml; charset=utf-8";

    private IReadOnlyList<X509Certificate2> Certificates => [context.Keys.Signing, .. context.Options.NextCertificates];

    public Task<IResult> Federation(HttpContext http)
    {
        var appId = http.Request.Query["appid"].ToString();
        if (appId.Length > 0) context.Application(appId);
        var certificates = appId.Length > 0 ? Certificates : [context.Keys.Directory];
        var metadata = FederationMetadata.Write(context.Urls, certificates, context.Keys.Signature);
        return Task.FromResult(Results.Bytes(metadata, "application/xml; charset=utf-8"));
    }

    public Task<IResult> Plain(HttpContext http)
        => Task.FromResult(Results.Bytes(PlainMetadata.Write(context.Urls, Certificates), ContentType));
}
