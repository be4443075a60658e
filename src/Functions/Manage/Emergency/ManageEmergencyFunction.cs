using System.Globalization;
using Functions.Http;
using Functions.Manage.Pages;
using Functions.Manage.Parts;
using Functions.Manage.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Emergency;

/// <summary>A tenant's emergency access: opened and closed, and the links that let single people in.</summary>
/// <param name="emergency">Opens, closes and makes links.</param>
/// <param name="grants">Revokes links.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">Public address and name.</param>
/// <param name="refusals">Pages for what is not there.</param>
/// <param name="clock">Tells which links have expired.</param>
public sealed class ManageEmergencyFunction(ControlEmergency emergency, AdminGrants grants, ListTenants tenants, AppOptions options, ManageRefusals refusals, TimeProvider clock)
{
    private const string ProposedHours = "4";

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/emergency?after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageEmergency")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/emergency")] HttpRequest request,
        string tenant) => PageAsync(request, (ProposedHours, ""), [], request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/emergency</c>: opens it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageEmergencyOpen")]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/emergency")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is null)
            return refusals.NoTenant(request.HttpContext);
        var typed = (Hours: visit.Field("hours"), Reason: visit.Field("reason"));
        var wish = new EmergencyOpening(id, int.TryParse(typed.Hours, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : 0, typed.Reason);
        if (wish.Check() is { Count: > 0 } errors)
            return await PageAsync(request, typed, errors, cancellation);
        return Back(id, await emergency.OpenAsync(visit.Who, wish, visit.CorrelationId, cancellation), "emergency-opened");
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/emergency/close</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageEmergencyClose")]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/emergency/close")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        return visit.TenantId is { } id
            ? Back(id, await emergency.CloseAsync(visit.Who, id, visit.Field("id"), visit.CorrelationId, request.HttpContext.RequestAborted), "emergency-closed")
            : refusals.NoTenant(request.HttpContext);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/emergency/links</c>: makes a link for a user and shows it once; 409 when this form made it before.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageEmergencyLinkMake")]
    public async Task<IResult> MakeLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/emergency/links")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var (user, once) = (visit.Field("user"), visit.Field(Once.Field));
        if (!GrantIds.IsValid(once))
            return RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Emergency(id), (Flash.Query, "emergency-link-form")));
        var (outcome, link, secret) = await emergency.MakeLinkAsync(visit.Who, id, user, once, visit.CorrelationId, request.HttpContext.RequestAborted);
        if (outcome == EmergencyOutcome.MadeAlready)
        {
            var page = MadeAlreadyPage.Render(options.Name, visit, AdminGrantKind.EmergencyLink, once, ManageLinks.Emergency(id) + "/links/revoke", UserLinks.One(id, user));
            return new PageResult(page, StatusCodes.Status409Conflict);
        }

        if (link is null)
            return Back(id, outcome, "");
        var address = new Uri(options.BaseUrl, ManageLinks.With("/emergency", ("link", secret))).AbsoluteUri;
        return new PageResult(EmergencyAccessPage.RenderMade(options.Name, visit, link, address, ManageLinks.Emergency(id))) { ContentSecurityPolicy = SecurityHeaders.WithCopyScript };
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/emergency/links/revoke</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageEmergencyLinkRevoke")]
    public async Task<IResult> RevokeLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/emergency/links/revoke")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var revoked = await grants.RevokeAsync(visit.Who, AdminGrantKind.EmergencyLink, id, visit.Field("id"), visit.CorrelationId, request.HttpContext.RequestAborted);
        return RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Emergency(id), (Flash.Query, revoked ? "emergency-link-revoked" : null)));
    }

    private static RedirectTo Back(string tenantId, EmergencyOutcome outcome, string done) => outcome switch
    {
        EmergencyOutcome.NoSuchUser => RedirectTo.SeeOther(ManageLinks.With(UserLinks.All(tenantId), (Flash.Query, "emergency-no-user"))),
        _ => RedirectTo.SeeOther(ManageLinks.With(ManageLinks.Emergency(tenantId), (Flash.Query, outcome switch
        {
            EmergencyOutcome.Done => done,
            EmergencyOutcome.OpenAlready => "emergency-open-already",
            _ => "emergency-not-open",
        }))),
    };

    private async Task<IResult> PageAsync(HttpRequest request, (string Hours, string Reason) typed, IReadOnlyList<FieldError> errors, CancellationToken cancellation)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        var done = Flash.Render(request.Query[Flash.Query]);
        if (await emergency.FindOpenAsync(id, cancellation) is not { } access)
        {
            var form = EmergencyAccessPage.RenderClosed(options.Name, visit, found, typed, errors, done);
            return new PageResult(form, errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
        }

        var after = Pager.After(request);
        var (links, next) = await emergency.ListLinksAsync(access, after, cancellation);
        var here = ManageLinks.Emergency(id);
        var pager = Pager.Render(after is null ? null : here, next is null ? null : ManageLinks.With(here, (Pager.Query, next)));
        return new PageResult(EmergencyAccessPage.RenderOpen(options.Name, visit, found, access, links, clock.GetUtcNow(), done, pager, isFirst: after is null));
    }
}
