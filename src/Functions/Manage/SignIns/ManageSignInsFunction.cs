using Functions.Http;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>A tenant's sign-ins: page and API.</summary>
/// <param name="signIns">Lists them.</param>
/// <param name="count">Counts them.</param>
/// <param name="tenants">Reads tenants as stored now.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageSignInsFunction(ListSignIns signIns, CountSignIns count, ListTenants tenants, AppOptions options, ManageRefusals refusals)
{
    private const int MaxAfterLength = 128;

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/sign-ins?outcome=&amp;code=&amp;day=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantSignIns")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/sign-ins")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        var query = SignInQuery.Of(request);
        var after = After(request);
        // The plot stands above the first page alone, so that paging stays cheap.
        var counting = after is null ? count.RunAsync(id, cancellation) : null;
        var page = await signIns.RunAsync(id, query.ToFilter(), after, cancellation);
        var days = counting is null ? null : await counting;
        return new PageResult(SignInsPage.Render(options.Name, visit, found, page, days, query, after is null));
    }

    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}/sign-ins?outcome=&amp;code=&amp;day=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiTenantSignIns")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants/{tenant}/sign-ins")] HttpRequest request,
        string tenant)
    {
        var http = request.HttpContext;
        var cancellation = http.RequestAborted;
        var query = SignInQuery.Of(request);
        if (query.Problem is { } problem)
            return ApiRefusals.BadQuery(http, problem);
        if (request.Query["after"].ToString().Length > MaxAfterLength)
            return ApiRefusals.BadQuery(http, "after: use the member 'next' of the page before, unchanged.");
        try
        {
            if (ManageVisit.Of(request).TenantId is not { } id || await tenants.FindAsync(id, cancellation) is null)
                return ApiRefusals.NoTenant(http);
            var page = await signIns.RunAsync(id, query.ToFilter(), After(request), cancellation);
            return JsonResult.Of(ApiSignInsDocument.Of(page), AppJson.Default.ApiSignInsDocument);
        }
        catch (StorageUnavailableException e)
        {
            return ApiRefusals.Unavailable(http, e);
        }
    }

    private static string? After(HttpRequest request) => request.Query["after"].ToString() is { Length: > 0 and <= MaxAfterLength } after ? after : null;
}
