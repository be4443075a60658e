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
/// <param name="emergency">Says where emergency access is open.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
/// <param name="clock">Tells which certificates have expired.</param>
/// <param name="directory">Says which e-mail domains others claim, too.</param>
public sealed class ManageTenantsFunction(
    ListTenants tenants, PendingUsers pending, ControlEmergency emergency, AppOptions options, ManageRefusals refusals, TimeProvider clock, TenantDirectory directory)
{
    private const int MaxSearchLength = 100;

    /// <summary>Answers <c>GET /manage?q=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageHome")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var search = request.Query["q"].ToString().Trim();
        search = search.Length > MaxSearchLength ? search[..MaxSearchLength] : search;
        string? after = request.Query["after"];
        var page = await tenants.RunAsync(search, string.IsNullOrEmpty(after) ? null : after, cancellation);
        var open = await emergency.ListOpenAsync(cancellation);
        return new PageResult(TenantsPage.Render(options.Name, ManageVisit.Of(request), page, search, string.IsNullOrEmpty(after), request.Query[Flash.Query], open));
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenant")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (await FindAsync(visit, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        var waiting = await pending.ReadAsync(found.Id, withUsers: false, cancellation);
        var open = await emergency.FindOpenAsync(found.Id, cancellation);
        var shared = found.Settings is { } settings ? await directory.FindSharedDomainsAsync(settings, cancellation) : [];
        return new PageResult(TenantDetailPage.Render(options.Name, visit, found, clock.GetUtcNow(), waiting, request.Query[Flash.Query], open, shared))
        {
            ContentSecurityPolicy = SecurityHeaders.WithCopyScript,
        };
    }

    private async Task<TenantOverview?> FindAsync(ManageVisit visit, CancellationToken cancellation) =>
        visit.TenantId is { } id ? await tenants.FindAsync(id, cancellation) : null;
}
