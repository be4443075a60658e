using Functions.Http;
using Functions.Manage.Pages;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The list of tenants, and one tenant.</summary>
/// <param name="tenants">Reads tenants as stored now.</param>
/// <param name="pending">Says how many users and mails wait.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageTenantsFunction(ListTenants tenants, PendingUsers pending, AppOptions options, ManageRefusals refusals)
{
    private const int MaxSearchLength = 100;

    /// <summary>Answers <c>GET /manage?q=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops waiting.</param>
    [Function("ManageHome")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage")] HttpRequest request,
        CancellationToken cancellation)
    {
        var search = request.Query["q"].ToString().Trim();
        search = search.Length > MaxSearchLength ? search[..MaxSearchLength] : search;
        string? after = request.Query["after"];
        var page = await tenants.RunAsync(search, string.IsNullOrEmpty(after) ? null : after, cancellation);
        return new PageResult(TenantsPage.Render(options.Name, ManageVisit.Of(request), page, search, string.IsNullOrEmpty(after), request.Query[Flash.Query]));
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    [Function("ManageTenant")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/tenants/{tenant}")] HttpRequest request,
        string tenant,
        CancellationToken cancellation)
    {
        var visit = ManageVisit.Of(request);
        return await FindAsync(visit, cancellation) is { } found
            ? new PageResult(TenantDetailPage.Render(options.Name, visit, found, await pending.ReadAsync(found.Id, withUsers: false, cancellation), request.Query[Flash.Query]))
            : refusals.NoTenant(request.HttpContext);
    }

    private async Task<TenantOverview?> FindAsync(ManageVisit visit, CancellationToken cancellation) =>
        visit.TenantId is { } id ? await tenants.FindAsync(id, cancellation) : null;
}
