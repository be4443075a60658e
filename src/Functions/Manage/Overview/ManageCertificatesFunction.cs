using Functions.Http;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Overview;

/// <summary>Keys and certificates.</summary>
/// <param name="certificates">Those of identity providers.</param>
/// <param name="keys">Ours.</param>
/// <param name="options">The product's name.</param>
/// <param name="clock">Tells what has expired.</param>
public sealed class ManageCertificatesFunction(ListCertificates certificates, IServiceProviderKeys keys, AppOptions options, TimeProvider clock)
{
    /// <summary>Answers <c>GET /manage/certificates?tenants=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageCertificates")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/certificates")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var after = Pager.After(request);
        var tenant = request.Query[CertificatesPage.TenantQuery].ToString() is { Length: > 0 } id ? id : null;
        var page = await certificates.RunAsync(tenant, after, cancellation);
        return new PageResult(CertificatesPage.Render(options.Name, ManageVisit.Of(request), await ReadKeysAsync(cancellation), page, clock.GetUtcNow(), tenant, isFirst: after is null));
    }

    private async Task<ServiceProviderKeyRing?> ReadKeysAsync(CancellationToken cancellation)
    {
        try
        {
            return await keys.ReadAsync(cancellation);
        }
        catch (Exception e) when (e is StorageUnavailableException or SettingsException)
        {
            // The other half of the page is worth showing without them.
            return null;
        }
    }
}
