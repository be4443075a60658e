using Functions.Http;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The audit trail of changes.</summary>
/// <param name="audit">The trail.</param>
/// <param name="options">The product's name.</param>
public sealed class ManageAuditFunction(IAuditLog audit, AppOptions options)
{
    private const int PageSize = 25;

    /// <summary>Answers <c>GET /manage/audit?tenant=&amp;after=</c>. A tenant that can be none shows nothing.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageAudit")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/audit")] HttpRequest request)
    {
        var tenant = request.Query["tenant"].ToString().Trim();
        string? after = request.Query["after"];
        var filter = tenant.Length == 0 ? null : TenantIds.Normalize(tenant) ?? "-";
        var (records, next) = await audit.ReadAsync(filter, after, PageSize, request.HttpContext.RequestAborted);
        return new PageResult(AuditPage.Render(
            options.Name,
            ManageVisit.Of(request),
            records,
            tenant,
            string.IsNullOrEmpty(after) ? null : ManageLinks.With(ManageLinks.Audit, ("tenant", tenant)),
            next is null ? null : ManageLinks.With(ManageLinks.Audit, ("tenant", tenant), ("after", next))));
    }
}
