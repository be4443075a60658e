using Functions.Http;
using Functions.Manage.Pages;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>API keys.</summary>
/// <param name="grants">Makes and revokes them.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The product's name.</param>
/// <param name="clock">Tells which keys have expired.</param>
public sealed class ManageKeysFunction(AdminGrants grants, ListTenants tenants, AppOptions options, TimeProvider clock)
{
    private const string ProposedDays = "90";

    /// <summary>Answers <c>GET /manage/keys?after=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageKeys")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/keys")] HttpRequest request) =>
        PageAsync(request, GrantForm.Empty(ProposedDays), [], request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/keys</c>: makes a key and shows it once; 409 when this form made it before.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageKeyMake")]
    public async Task<IResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/keys")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        var typed = GrantForm.Of(visit);
        var wish = typed.ToWish(AdminGrantKind.ApiKey, typed.Scope == "all" ? null : typed.Tenant);
        var errors = GrantForm.Check(wish);
        if (wish.TenantId is null && typed.Tenant.Length > 0)
            errors = [.. errors, new FieldError("tenant", "Leave this empty for all tenants, or choose 'One tenant'.")];
        if (errors.Count == 0 && wish.TenantId is { } scope && await tenants.FindAsync(scope, cancellation) is null)
            errors = [new FieldError("tenant", "There is no tenant with this id.")];
        if (errors.Count > 0)
            return await PageAsync(request, typed, errors, cancellation);
        if (await grants.TryMakeAsync(visit.Who, wish, visit.CorrelationId, cancellation) is not var (key, secret))
            return new PageResult(MadeAlreadyPage.Render(options.Name, visit, AdminGrantKind.ApiKey, typed.Once, ManageLinks.Keys + "/revoke", ManageLinks.Keys), StatusCodes.Status409Conflict);
        return new PageResult(GrantsPage.RenderMade(options.Name, visit, "The key is made", key, secret, ManageLinks.Keys)) { ContentSecurityPolicy = SecurityHeaders.WithCopyScript };
    }

    /// <summary>Answers <c>POST /manage/keys/revoke</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageKeyRevoke")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/keys/revoke")] HttpRequest request)
    {
        var visit = ManageVisit.Of(request);
        var revoked = await grants.RevokeAsync(visit.Who, AdminGrantKind.ApiKey, null, visit.Field("id"), visit.CorrelationId, request.HttpContext.RequestAborted);
        return RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Keys, (Flash.Query, revoked ? "key-revoked" : null)));
    }

    private async Task<IResult> PageAsync(HttpRequest request, GrantForm typed, IReadOnlyList<FieldError> errors, CancellationToken cancellation)
    {
        var after = Pager.After(request);
        var keys = await grants.ListPageAsync(AdminGrantKind.ApiKey, null, after, cancellation);
        var page = GrantsPage.RenderKeys(options.Name, ManageVisit.Of(request), keys, clock.GetUtcNow(), typed, errors, request.Query[Flash.Query], isFirst: after is null);
        return new PageResult(page, errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
