using Functions.Http;
using Functions.Manage.Pages;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>A tenant's setup links.</summary>
/// <param name="grants">Makes and revokes them.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">Public address and name.</param>
/// <param name="refusals">Pages for what is not there.</param>
/// <param name="clock">Tells which links have expired.</param>
public sealed class ManageTenantLinksFunction(AdminGrants grants, ListTenants tenants, AppOptions options, ManageRefusals refusals, TimeProvider clock)
{
    private const string ProposedDays = "7";

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/links?after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantLinks")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/links")] HttpRequest request,
        string tenant) => PageAsync(request, GrantForm.Empty(ProposedDays), [], request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/links</c>: makes a link and shows it once; 409 when this form made it before.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantLinkMake")]
    public async Task<IResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/links")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        var typed = GrantForm.Of(visit);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is null)
            return refusals.NoTenant(request.HttpContext);
        var wish = typed.ToWish(AdminGrantKind.SetupLink, id);
        if (GrantForm.Check(wish) is { Count: > 0 } errors)
            return await PageAsync(request, typed, errors, cancellation);
        var back = ManageLinks.TenantLinks(id);
        if (await grants.TryMakeAsync(visit.Who, wish, visit.CorrelationId, cancellation) is not var (link, secret))
            return new PageResult(MadeAlreadyPage.Render(options.Name, visit, AdminGrantKind.SetupLink, typed.Once, back + "/revoke", back), StatusCodes.Status409Conflict);
        var address = new Uri(options.BaseUrl, ManageLinks.With(ManageLinks.Link, ("token", secret))).AbsoluteUri;
        return new PageResult(GrantsPage.RenderMade(options.Name, visit, "The link is made", link, address, back)) { ContentSecurityPolicy = SecurityHeaders.WithCopyScript };
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/links/revoke</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTenantLinkRevoke")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/links/revoke")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var revoked = await grants.RevokeAsync(visit.Who, AdminGrantKind.SetupLink, id, visit.Field("id"), visit.CorrelationId, request.HttpContext.RequestAborted);
        return RedirectTo.SeeOther(ManageLinks.With(ManageLinks.TenantLinks(id), (Flash.Query, revoked ? "link-revoked" : null)));
    }

    private async Task<IResult> PageAsync(HttpRequest request, GrantForm typed, IReadOnlyList<FieldError> errors, CancellationToken cancellation)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } tenant)
            return refusals.NoTenant(request.HttpContext);
        var after = Pager.After(request);
        var links = await grants.ListPageAsync(AdminGrantKind.SetupLink, id, after, cancellation);
        var page = GrantsPage.RenderLinks(options.Name, visit, tenant, links, clock.GetUtcNow(), typed, errors, request.Query[Flash.Query], isFirst: after is null);
        return new PageResult(page, errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
