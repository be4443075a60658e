using Functions.Http;
using Functions.Manage.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>A tenant's users for programs.</summary>
/// <param name="users">Lists and finds users.</param>
/// <param name="create">Makes them.</param>
/// <param name="edit">Edits.</param>
/// <param name="disable">Disables and enables.</param>
/// <param name="remove">Erases.</param>
/// <param name="mails">Says whether mail can be sent.</param>
/// <param name="tenants">Tells whether there is such a tenant.</param>
public sealed class ManageApiUsersFunction(
    ListUsers users, CreateUser create, EditUser edit, DisableUser disable, RemoveUser remove, InvitationMails mails, ListTenants tenants)
{
    private const string Again = "Somebody changed the user since you read it. Read it again, apply your change to what is there now, and send the new ETag.";

    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}/users?q=&amp;state=&amp;after=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiUsers")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants/{tenant}/users")] HttpRequest request,
        string tenant) => GuardAsync(request, async (http, visit) =>
    {
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, http.RequestAborted) is null)
            return ApiRefusals.NoTenant(http);
        var (search, state, after) = (request.Query["q"].ToString().Trim(), request.Query["state"].ToString(), request.Query["after"].ToString());
        if (search.Length > ListUsers.MaxSearchLength)
            return ApiRefusals.BadQuery(http, $"q: use at most {ListUsers.MaxSearchLength} characters.");
        if (state.Length > 0 && UsersPage.StateOf(state) is null)
            return ApiRefusals.BadQuery(http, "state: use active, pending, invited or disabled.");
        if (after.Length > 0 && !ListUsers.IsContinuation(after))
            return ApiRefusals.BadQuery(http, "after: use the member 'next' of the page before, unchanged.");
        var page = await users.RunAsync(id, search, UsersPage.StateOf(state), after, http.RequestAborted);
        return JsonResult.Of(new ApiUsersDocument([.. page.Users.Select(ApiUserDocument.Of)], page.Next), AppJson.Default.ApiUsersDocument);
    });

    /// <summary>Answers <c>GET /manage/api/tenants/{tenant}/users/{user}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageApiUser")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/api/tenants/{tenant}/users/{user}")] HttpRequest request,
        string tenant,
        string user) => GuardAsync(request, (http, visit) => DocumentAsync(http, visit, user, StatusCodes.Status200OK));

    /// <summary>Answers <c>POST /manage/api/tenants/{tenant}/users</c>: makes a user; 409 when the address is taken.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageApiUserMake")]
    public async Task<UserAnswer> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/api/tenants/{tenant}/users")] HttpRequest request,
        string tenant)
    {
        IReadOnlyList<SendEmailMessage> messages = [];
        var answer = await GuardAsync(request, async (http, visit) =>
        {
            var (body, problem) = await ApiBody.ReadAsync(http, AppJson.Default.ApiUserRequest, http.RequestAborted);
            if (body is null)
                return problem!;
            var form = (body.Settings ?? ApiUserSettings.Of(UserSettings.None)).ToForm(body.Email);
            if (Check(form.Check(), body.Settings) is { Count: > 0 } errors)
                return ApiRefusals.Invalid(http, errors);
            if (body.SendInvitation && !mails.CanSend)
                return ApiRefusals.Invalid(http, [new ApiColumnError("sendInvitation", "No mail can be sent: no mail server is set up (settings Email__…).")]);
            if (visit.TenantId is not { } id)
                return ApiRefusals.NoTenant(http);
            (var outcome, var key, messages) = await create.RunAsync(visit.Who, id, form, body.SendInvitation ? [MailTo.User] : [], visit.CorrelationId, http.RequestAborted);
            return outcome switch
            {
                InviteOutcome.Invited => await MadeAsync(http, visit, id, key!),
                InviteOutcome.AddressTaken => ApiRefusals.Problem(http, StatusCodes.Status409Conflict, ProblemTypes.AddressTaken, InviteTexts.Explain(outcome).Message),
                InviteOutcome.TenantUnknown => ApiRefusals.NoTenant(http),
                _ => ApiRefusals.Invalid(http, [new ApiColumnError("email", InviteTexts.Explain(outcome).Message)]),
            };
        });
        return new UserAnswer { Answer = answer, Mails = [.. messages] };
    }

    /// <summary>Answers <c>PUT /manage/api/tenants/{tenant}/users/{user}</c>: replaces what an admin sets, with If-Match.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageApiUserPut")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "manage/api/tenants/{tenant}/users/{user}")] HttpRequest request,
        string tenant,
        string user) => ChangeAsync(request, user, async (http, visit, id, etag) =>
    {
        var (body, problem) = await ApiBody.ReadAsync(http, AppJson.Default.ApiUserSettings, http.RequestAborted);
        if (body is null)
            return (null, problem);
        var form = body.ToForm(null);
        return Check(form.CheckSettings(), body) is { Count: > 0 } errors
            ? (null, ApiRefusals.Invalid(http, errors))
            : (await edit.RunAsync(visit.Who, id, user, etag, form.ToSettings(), visit.CorrelationId, http.RequestAborted), null);
    });

    /// <summary>Answers <c>POST /manage/api/tenants/{tenant}/users/{user}/disable</c>, with If-Match: sessions end at once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageApiUserDisable")]
    public Task<IResult> DisableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/api/tenants/{tenant}/users/{user}/disable")] HttpRequest request,
        string tenant,
        string user) => ChangeAsync(
            request, user, async (http, visit, id, etag) => (await disable.DisableAsync(visit.Who, id, user, etag, visit.CorrelationId, http.RequestAborted), null));

    /// <summary>Answers <c>POST /manage/api/tenants/{tenant}/users/{user}/enable</c>, with If-Match.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageApiUserEnable")]
    public Task<IResult> EnableAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/api/tenants/{tenant}/users/{user}/enable")] HttpRequest request,
        string tenant,
        string user) => ChangeAsync(
            request, user, async (http, visit, id, etag) => (await disable.EnableAsync(visit.Who, id, user, etag, visit.CorrelationId, http.RequestAborted), null));

    /// <summary>Answers <c>DELETE /manage/api/tenants/{tenant}/users/{user}</c>, with If-Match: erases the user.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user's key.</param>
    [Function("ManageApiUserDelete")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "manage/api/tenants/{tenant}/users/{user}")] HttpRequest request,
        string tenant,
        string user) => ChangeAsync(request, user, async (http, visit, id, etag) =>
        await remove.RunAsync(visit.Who, id, user, etag, visit.CorrelationId, http.RequestAborted) is var outcome && outcome == UserChangeOutcome.Done
            ? (null, new StatusResult(StatusCodes.Status204NoContent))
            : (outcome, null));

    private static List<ApiColumnError> Check(IEnumerable<FieldError> errors, ApiUserSettings? settings) =>
    [
        .. errors.Select(e => new ApiColumnError(e.Field == "ide-language" ? "ideLanguage" : e.Field, e.Message)),
        .. settings?.HasBadRole() == true ? [new ApiColumnError("roles", "A role is not empty and has no ';' in it.")] : (ApiColumnError[])[],
    ];

    private static async Task<IResult> GuardAsync(HttpRequest request, Func<HttpContext, ManageVisit, Task<IResult>> run)
    {
        try
        {
            return await run(request.HttpContext, ManageVisit.Of(request));
        }
        catch (StorageUnavailableException e)
        {
            return ApiRefusals.Unavailable(request.HttpContext, e);
        }
    }

    private Task<IResult> ChangeAsync(
        HttpRequest request, string user, Func<HttpContext, ManageVisit, string, string, Task<(UserChangeOutcome? Outcome, IResult? Answer)>> change) =>
        GuardAsync(request, async (http, visit) =>
        {
            var (etags, problem) = ApiETag.ReadIfMatch(http);
            if (problem is not null)
                return problem;
            if (visit.TenantId is not { } id)
                return ApiRefusals.NoTenant(http);
            var etag = etags.Count == 1 ? etags[0] : (await users.FindAsync(id, user, http.RequestAborted))?.ETag is { } now && etags.Contains(now, StringComparer.Ordinal) ? now : etags[0];
            var (outcome, answer) = await change(http, visit, id, etag);
            return answer ?? outcome switch
            {
                UserChangeOutcome.Done => await DocumentAsync(http, visit, user, StatusCodes.Status200OK),
                UserChangeOutcome.ChangedMeanwhile => ApiRefusals.Changed(http, (await users.FindAsync(id, user, http.RequestAborted))?.ETag, Again),
                _ => ApiRefusals.NoUser(http),
            };
        });

    private Task<IResult> MadeAsync(HttpContext http, ManageVisit visit, string tenantId, string key)
    {
        http.Response.Headers.Location = $"/manage/api/tenants/{Uri.EscapeDataString(tenantId)}/users/{key}";
        return DocumentAsync(http, visit, key, StatusCodes.Status201Created);
    }

    private async Task<IResult> DocumentAsync(HttpContext http, ManageVisit visit, string key, int status)
    {
        if (visit.TenantId is not { } id || await users.FindAsync(id, key, http.RequestAborted) is not { } user)
            return ApiRefusals.NoUser(http);
        ApiETag.Write(http.Response, user.ETag);
        if (ApiETag.IsKnown(http.Request, user.ETag))
            return new StatusResult(StatusCodes.Status304NotModified);
        return JsonResult.Of(ApiUserDocument.Of(user), AppJson.Default.ApiUserDocument, status: status);
    }
}
