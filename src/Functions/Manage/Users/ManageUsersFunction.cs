using Functions.Http;
using Functions.Manage.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>A tenant's users: the list, and new ones.</summary>
/// <param name="users">Lists them.</param>
/// <param name="create">Makes them.</param>
/// <param name="mails">Says whether mail can be sent.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageUsersFunction(
    ListUsers users, CreateUser create, InvitationMails mails, ListTenants tenants, AppOptions options, ManageRefusals refusals)
{
    /// <summary>Answers <c>GET /manage/tenants/{tenant}/users?q=&amp;state=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageUsers")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/users")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        var search = request.Query["q"].ToString().Trim();
        search = search.Length > ListUsers.MaxSearchLength ? search[..ListUsers.MaxSearchLength] : search;
        var state = UsersPage.StateOf(request.Query["state"]);
        string? after = request.Query["after"];
        var page = await users.RunAsync(id, search, state, after, cancellation);
        return new PageResult(UsersPage.Render(
            options.Name, visit, found, page, search, state?.ToString().ToLowerInvariant() ?? "", string.IsNullOrEmpty(after), request.Query[Flash.Query]));
    }

    /// <summary>Answers <c>GET /manage/tenants/{tenant}/new-user</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageUserNew")]
    public async Task<IResult> ShowFormAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/new-user")] HttpRequest request,
        string tenant) => await PageAsync(request, new UserForm("", "", "", "", ""), [], request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/new-user</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageUserMake")]
    public async Task<UserAnswer> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/new-user")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        var form = UserFields.Read(visit);
        if (visit.TenantId is not { } id)
            return new UserAnswer { Answer = refusals.NoTenant(request.HttpContext) };
        if (form.Check() is { Count: > 0 } errors)
            return new UserAnswer { Answer = await PageAsync(request, form, errors, cancellation) };
        var (outcome, key, messages) = await create.RunAsync(visit.Who, id, form, Wanted(visit), visit.CorrelationId, cancellation);
        if (outcome != InviteOutcome.Invited)
            return new UserAnswer { Answer = await PageAsync(request, form, [InviteTexts.Explain(outcome)], cancellation) };
        var done = ManageLinks.With(UserLinks.One(id, key!), (Flash.Query, messages.Count > 0 ? "user-invited-mail" : "user-invited"));
        return new UserAnswer { Answer = RedirectTo.SeeOther(done), Mails = [.. messages] };
    }

    private MailTo[] Wanted(ManageVisit visit) => !mails.CanSend ? [] :
    [
        .. visit.Field(NewUserPage.MailToMe) == "yes" ? [MailTo.Admin] : (MailTo[])[],
        .. visit.Field(NewUserPage.MailToUser) == "yes" ? [MailTo.User] : (MailTo[])[],
    ];

    private async Task<IResult> PageAsync(HttpRequest request, UserForm form, IReadOnlyList<FieldError> errors, CancellationToken cancellation)
    {
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is not { } found)
            return refusals.NoTenant(request.HttpContext);
        return new PageResult(
            NewUserPage.Render(options.Name, visit, found, form, errors, mails.CanSend), errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
