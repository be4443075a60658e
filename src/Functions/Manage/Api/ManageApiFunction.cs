using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The beginnings of the API: what a key may, and how a tenant stands.</summary>
/// <param name="tenants">Reads tenants as stored now.</param>
public sealed class ManageApiFunction(ListTenants tenants)
{
    /// <summary>Answers <c>GET /manage/api/key</c>: what the key that was sent may do.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageApiKeySelf")]
    public static IResult ShowKey([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/api/key")] HttpRequest request) =>
        ManageVisit.Of(request).Who is Admin.ApiKey key
            ? Results.Json(new ApiKeyDocument(key.KeyId, key.Name, key.TenantId, key.MayWrite), AppJson.Default.ApiKeyDocument)
            : throw new InvalidOperationException("The gate let somebody without a key through.");

    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}</c>: how a tenant stands.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    [Function("ManageApiTenant")]
    public async Task<IResult> ShowTenantAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/api/tenants/{tenant}")] HttpRequest request,
        string tenant,
        CancellationToken cancellation)
    {
        try
        {
            return ManageVisit.Of(request).TenantId is { } id && await tenants.FindAsync(id, cancellation) is { } found
                ? Results.Json(ApiTenantDocument.Of(found), AppJson.Default.ApiTenantDocument)
                : ApiRefusals.NoTenant(request.HttpContext);
        }
        catch (StorageUnavailableException e)
        {
            return ApiRefusals.Unavailable(request.HttpContext, e);
        }
    }
}
