using Functions.Http;
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
    /// <summary>Answers <c>GET /manage/certificates?after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageCertificates")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/certificates")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        string? after = request.Query["after"];
        var (found, next) = await certificates.RunAsync(string.IsNullOrEmpty(after) ? null : after, cancellation);
        var page = CertificatesPage.Render(
            options.Name, ManageVisit.Of(request), await ReadKeysAsync(cancellation), found, clock.GetUtcNow(),
            string.IsNullOrEmpty(after) ? null : ManageLinks.Certificates, next is null ? null : ManageLinks.With(ManageLinks.Certificates, ("after", next)));
        return new PageResult(page);
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
