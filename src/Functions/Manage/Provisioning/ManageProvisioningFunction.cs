using Functions.Http;
using Functions.Manage.Parts;
using Functions.Manage.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Provisioning;

/// <summary>Users of a tenant who wait to be provisioned.</summary>
/// <param name="pending">Reads them, tries again, discards.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageProvisioningFunction(PendingUsers pending, ListTenants tenants, AppOptions options, ManageRefusals refusals)
{
    /// <summary>Answers <c>GET /manage/tenants/{tenant}/provisioning</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageProvisioning")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/provisioning")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        var rows = await pending.ReadAsync(id, withUsers: true, cancellation);
        return new PageResult(ProvisioningPage.Render(options.Name, visit, found, rows, request.Query[Flash.Query]));
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/provisioning/retry</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageProvisioningRetry")]
    public async Task<ProvisioningAnswer> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/provisioning/retry")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return new ProvisioningAnswer { Answer = refusals.NoTenant(request.HttpContext) };
        var message = await pending.RetryAsync(visit.Who, id, visit.Field("user"), visit.CorrelationId, request.HttpContext.RequestAborted);
        return new ProvisioningAnswer { Answer = Back(id, message is null ? "provisioning-gone" : "provisioning-retried"), Message = message };
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/provisioning/discard</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageProvisioningDiscard")]
    public async Task<IResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/provisioning/discard")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var discarded = await pending.DiscardAsync(visit.Who, id, visit.Field("user"), visit.CorrelationId, request.HttpContext.RequestAborted);
        return Back(id, discarded ? "provisioning-discarded" : "provisioning-gone");
    }

    private static RedirectTo Back(string tenantId, string done) => RedirectTo.SeeOther(ManageLinks.With(UserLinks.Provisioning(tenantId), (Flash.Query, done)));
}
