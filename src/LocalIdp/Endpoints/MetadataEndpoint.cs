using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>IdP metadata in both shapes.</summary>
internal sealed class MetadataEndpoint(IdpContext context)
{
    private const string ContentType = "application/samlmetadata+xml; charset=utf-8";

    private int _served;

    private IReadOnlyList<X509Certificate2> Certificates => [.. context.Keys.Published, .. context.Options.NextCertificates];

    /// <summary>How many documents were asked for.</summary>
    public int Served => _served;

    public Task<IResult> Federation(HttpContext http)
    {
        Interlocked.Increment(ref _served);
        var appId = http.Request.Query["appid"].ToString();
        if (appId.Length > 0) context.Application(appId);
        var certificates = appId.Length > 0 ? Certificates : [context.Keys.Directory];
        var metadata = FederationMetadata.Write(context.Urls, certificates, context.Keys.Signature);
        return Task.FromResult(Results.Bytes(metadata, "application/xml; charset=utf-8"));
    }

    public Task<IResult> Plain(HttpContext http)
    {
        Interlocked.Increment(ref _served);
        return Task.FromResult(Results.Bytes(PlainMetadata.Write(context.Urls, Certificates), ContentType));
    }
}
