using Functions.Http;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>Switches tenants off and on, and deletes them.</summary>
/// <param name="tenants">Changes and deletes them.</param>
/// <param name="list">Reads them.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageTenantLifeFunction(EditTenants tenants, ListTenants list, AppOptions options, ManageRefusals refusals)
{
    /// <summary>Answers <c>POST /manage/tenants/{tenant}/enabled</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantEnable")]
    public async Task<IResult> EnableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/enabled")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var enable = visit.Field("enabled") == "true";
        var changes = new Dictionary<string, object> { ["Enabled"] = enable };
        // A tenant whose row is broken can be switched off, too: that is when it is most wanted.
        var edit = new TenantEdit(visit.Who, id, changes, visit.Field(TenantForm.ETagField), visit.CorrelationId, OnlyOwnErrors: true);
        var code = await tenants.SaveAsync(edit, request.HttpContext.RequestAborted) switch
        {
            TenantSaved.Done => enable ? "tenant-enabled" : "tenant-disabled",
            TenantSaved.Conflict => "tenant-changed-meanwhile",
            _ => null,
        };
        return code is null ? refusals.NoTenant(request.HttpContext) : RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Tenant(id), (Flash.Query, code)));
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/delete</c>: asks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantDelete")]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/delete")] HttpRequest request,
        string tenant) => await PageAsync(request, [], StatusCodes.Status200OK, request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/delete</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantDeleteNow")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/delete")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        if (visit.Field(DeletePage.ConfirmField) != id)
            return await PageAsync(request, [new FieldError(DeletePage.ConfirmField, "This is not the tenant's id.")], StatusCodes.Status422UnprocessableEntity, cancellation);
        return await tenants.DeleteAsync(visit.Who, id, visit.Field(TenantForm.ETagField), visit.CorrelationId, cancellation) switch
        {
            TenantSaved.Done => RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Home, (Flash.Query, "tenant-deleted"))),
            TenantSaved.Conflict => await PageAsync(
                request,
                [new FieldError(DeletePage.ConfirmField, "Somebody changed the tenant meanwhile. Type the id again if it shall be deleted all the same.")],
                StatusCodes.Status412PreconditionFailed,
                cancellation),
            _ => refusals.NoTenant(request.HttpContext),
        };
    }

    private async Task<IResult> PageAsync(HttpRequest request, IReadOnlyList<FieldError> errors, int status, CancellationToken cancellation)
    {
        var visit = ManageVisit.Of(request);
        return visit.TenantId is { } id && await list.FindAsync(id, cancellation) is { } found
            ? new PageResult(DeletePage.Render(options.Name, visit, found, errors), status)
            : refusals.NoTenant(request.HttpContext);
    }
}
