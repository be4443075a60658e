using Functions.Http;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>One user: shown, edited, disabled, enabled, erased.</summary>
/// <param name="users">Finds users.</param>
/// <param name="edit">Edits.</param>
/// <param name="disable">Disables and enables.</param>
/// <param name="remove">Erases.</param>
/// <param name="mails">Mails about invitations.</param>
/// <param name="emergency">Says whether the person can be let in without the IdP.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageUserFunction(
    ListUsers users, EditUser edit, DisableUser disable, RemoveUser remove, InvitationMails mails, ControlEmergency emergency, ListTenants tenants, AppOptions options, ManageRefusals refusals)
{
    /// <summary>Answers <c>GET /manage/tenants/{tenant}/users/{user}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUser")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/users/{user}")] HttpRequest request,
        string tenant,
        string user) => PageAsync(request, user, request.HttpContext.RequestAborted, done: request.Query[Flash.Query]);

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/users/{user}</c>: saves the settings, or shows what differs (412).</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUserSave")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/users/{user}")] HttpRequest request,
        string tenant,
        string user)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        var form = UserFields.Read(visit);

        if (form.CheckSettings() is { Count: > 0 } errors)
            return await PageAsync(request, user, cancellation, form, errors);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var outcome = await edit.RunAsync(visit.Who, id, user, visit.Field(UserPage.Version), form.ToSettings(), visit.CorrelationId, cancellation);
        return await AnswerAsync(request, user, outcome, "user-saved", form, cancellation);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/users/{user}/disable</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUserDisable")]
    public async Task<IResult> DisableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/users/{user}/disable")] HttpRequest request,
        string tenant,
        string user)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        return visit.TenantId is not { } id
            ? refusals.NoTenant(request.HttpContext)
            : await AnswerAsync(
                request, user, await disable.DisableAsync(visit.Who, id, user, visit.Field(UserPage.Version), visit.CorrelationId, cancellation), "user-disabled", null, cancellation);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/users/{user}/enable</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUserEnable")]
    public async Task<IResult> EnableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/users/{user}/enable")] HttpRequest request,
        string tenant,
        string user)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        return visit.TenantId is not { } id
            ? refusals.NoTenant(request.HttpContext)
            : await AnswerAsync(
                request, user, await disable.EnableAsync(visit.Who, id, user, visit.Field(UserPage.Version), visit.CorrelationId, cancellation), "user-enabled", null, cancellation);
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/users/{user}/erase</c>: asks once more.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUserEraseAsk")]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/users/{user}/erase")] HttpRequest request,
        string tenant,
        string user)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        return await users.FindAsync(id, user, cancellation) is { } somebody
            ? new PageResult(UserPage.RenderErase(options.Name, visit, found, somebody))
            : Gone(id);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/users/{user}/erase</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageUserErase")]
    public async Task<IResult> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/users/{user}/erase")] HttpRequest request,
        string tenant,
        string user)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        var outcome = await remove.RunAsync(visit.Who, id, user, visit.Field(UserPage.Version), visit.CorrelationId, cancellation);
        return outcome == UserChangeOutcome.Done
            ? RedirectTo.SeeOther(ManageLinks.With(UserLinks.All(id), (Flash.Query, "user-erased")))
            : await AnswerAsync(request, user, outcome, "", null, cancellation);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/users/{user}/mail</c>: sends the invitation's mail, again or for the first time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The invitation's key.</param>
    [Function("ManageUserMail")]
    public async Task<UserAnswer> MailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/users/{user}/mail")] HttpRequest request,
        string tenant,
        string user)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return new UserAnswer { Answer = refusals.NoTenant(request.HttpContext) };
        var to = visit.Field("to") == "admin" ? MailTo.Admin : MailTo.User;
        var message = mails.CanSend ? await mails.SendAsync(visit.Who, id, user, to, visit.CorrelationId, request.HttpContext.RequestAborted) : null;
        var done = ManageLinks.With(UserLinks.One(id, user), (Flash.Query, message is null ? "mail-not-queued" : "mail-queued"));
        return new UserAnswer { Answer = RedirectTo.SeeOther(done), Mails = message is null ? null : [message] };
    }

    private static RedirectTo Gone(string tenantId) => RedirectTo.SeeOther(ManageLinks.With(UserLinks.All(tenantId), (Flash.Query, "user-gone")));

    private async Task<IResult> AnswerAsync(
        HttpRequest request, string user, UserChangeOutcome outcome, string done, UserForm? typed, CancellationToken cancellation)
    {
        var id = ManageVisit.Of(request).TenantId!;
        return outcome switch
        {
            UserChangeOutcome.Done => RedirectTo.SeeOther(ManageLinks.With(UserLinks.One(id, user), (Flash.Query, done))),
            UserChangeOutcome.Gone => Gone(id),
            _ => await PageAsync(request, user, cancellation, typed, isConflict: true),
        };
    }

    private async Task<IResult> PageAsync(
        HttpRequest request, string user, CancellationToken cancellation, UserForm? typed = null, IReadOnlyList<FieldError>? errors = null, string? done = null, bool isConflict = false)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        if (await users.FindAsync(id, user, cancellation) is not { } somebody)
            return Gone(id);
        var waiting = await mails.ListAsync(id, user, cancellation);
        var open = await emergency.FindOpenAsync(id, cancellation);
        var page = UserPage.Render(options.Name, visit, found, somebody, waiting, mails.CanSend, typed, errors, done, isConflict, open, typed is null ? null : UserSeen.Read(visit));
        return new PageResult(page, isConflict ? StatusCodes.Status412PreconditionFailed : errors is { Count: > 0 } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
