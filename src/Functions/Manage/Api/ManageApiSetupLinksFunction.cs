using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>Setup links for programs.</summary>
/// <param name="grants">Makes and revokes them.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The public address.</param>
/// <param name="clock">Tells which links have expired.</param>
public sealed class ManageApiSetupLinksFunction(AdminGrants grants, EditTenants tenants, AppOptions options, TimeProvider clock)
{
    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}/setup-links</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiSetupLinks")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants/{tenant}/setup-links")] HttpRequest request, string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        if (await FindTenantAsync(request, cancellation) is not { } id)
            return ApiRefusals.NoTenant(request.HttpContext);
        var now = clock.GetUtcNow();
        var links = await grants.ListAsync(AdminGrantKind.SetupLink, id, cancellation);
        return JsonResult.Of(new ApiSetupLinksDocument([.. links.Select(l => ApiSetupLinkDocument.Of(l, now))]), AppJson.Default.ApiSetupLinksDocument);
    }

    /// <summary>Answers <c>POST /manage/api/tenants/{tenant}/setup-links</c>: makes one and shows it once; 409 when there is one with this id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiSetupLinkMake")]
    public async Task<IResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/api/tenants/{tenant}/setup-links")] HttpRequest request, string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var (http, visit) = (request.HttpContext, ManageVisit.Of(request));
        var (body, problem) = await ApiBody.ReadAsync(http, AppJson.Default.ApiSetupLinkRequest, cancellation);
        if (body is null)
            return problem!;
        if (await FindTenantAsync(request, cancellation) is not { } id)
            return ApiRefusals.NoTenant(http);
        var wish = new NewGrant(AdminGrantKind.SetupLink, (body.Name ?? "").Trim(), id, body.Days, body.MayReplace, body.Id);
        if (AdminGrants.Check(wish) is { Count: > 0 } errors)
            return ApiRefusals.Invalid(http, [.. errors.Select(e => new ApiColumnError(e.Field, e.Message))]);
        if (await grants.TryMakeAsync(visit.Who, wish, visit.CorrelationId, cancellation) is not var (link, secret))
            return ApiRefusals.LinkExists(http);
        var url = new Uri(options.BaseUrl, ManageLinks.With(ManageLinks.Link, ("token", secret))).AbsoluteUri;
        return JsonResult.Of(ApiSetupLinkDocument.Of(link, clock.GetUtcNow(), url), AppJson.Default.ApiSetupLinkDocument, status: StatusCodes.Status201Created);
    }

    /// <summary>Answers <c>DELETE /manage/api/tenants/{tenant}/setup-links/{link}</c>: revokes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="link">The link's id.</param>
    [Function("ManageApiSetupLinkRevoke")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "manage/api/tenants/{tenant}/setup-links/{link}")] HttpRequest request,
        string tenant,
        string link)
    {
        var visit = ManageVisit.Of(request);
        // Link ids are hexadecimal; anything else is no key of a row.
        return visit.TenantId is { } id && link.All(char.IsAsciiHexDigit)
            && await grants.RevokeAsync(visit.Who, AdminGrantKind.SetupLink, id, link, visit.CorrelationId, request.HttpContext.RequestAborted)
            ? new StatusResult(StatusCodes.Status204NoContent)
            : ApiRefusals.NoLink(request.HttpContext);
    }

    private async Task<string?> FindTenantAsync(HttpRequest request, CancellationToken cancellation) =>
        ManageVisit.Of(request).TenantId is { } id && await tenants.ReadAsync(id, cancellation) is not null ? id : null;
}
