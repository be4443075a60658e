using Functions.Http;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The way in for a customer's admin: a setup link, and the button that it shows.</summary>
/// <param name="sessions">Opens the session.</param>
/// <param name="options">The product's name.</param>
public sealed class ManageLinkFunction(AdminSessions sessions, AppOptions options)
{
    /// <summary>Answers <c>GET /manage/link?token=</c>. Looks nothing up: storage costs nothing, and programs that follow links do nothing.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageLink")]
    public IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/link")] HttpRequest request) =>
        new PageResult(LinkPage.Render(options.Name, ManageVisit.Of(request), request.Query["token"].ToString()));

    /// <summary>Answers <c>POST /manage/link</c>: the button.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageLinkOpen")]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/link")] HttpRequest request)
    {
        var visit = ManageVisit.Of(request);
        var signIn = await sessions.OpenForLinkAsync(visit.Field("token"), visit.CorrelationId, request.HttpContext.RequestAborted);
        if (signIn is not { Token: { } token, Admin: Admin.SetupLink link })
            return new PageResult(LinkPage.RenderRefused(options.Name, visit), StatusCodes.Status403Forbidden);
        await sessions.EndAsync(ManageCookie.Read(request), request.HttpContext.RequestAborted);
        ManageCookie.Write(request.HttpContext.Response, token);
        return RedirectTo.SeeOther(ManageLinks.Guide(link.TenantId));
    }
}
