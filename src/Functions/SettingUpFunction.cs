using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Where a new user waits until the queue has made the account.</summary>
/// <param name="sessions">Reads the session and the user's state.</param>
/// <param name="users">Tells whether making the account failed for good.</param>
/// <param name="clock">Tells how long the user has waited.</param>
/// <param name="options">The product's name.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class SettingUpFunction(SessionReader sessions, IUserStore users, TimeProvider clock, AppOptions options, ErrorPages errors)
{
    /// <summary>Answers <c>GET /setting-up?returnUrl=</c>: the waiting page, then 303 to where the user wanted to go.</summary>
    /// <param name="request">The request.</param>
    [Function("SettingUp")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "setting-up")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, cancellation) : null;
        if (session is null)
            return RedirectTo.SeeOther("/");
        var target = ReturnUrls.Resolve(session.Tenant, request.Query["returnUrl"]);
        if (!session.IsPending)
            return RedirectTo.SeeOther(target);
        // A failure from before this sign-in says nothing: the sign-in has sent a new message.
        if (await users.ReadPendingAsync(session.Tenant.Id, session.User.Key, cancellation) is { FailedAt: { } failedAt } && failedAt >= session.CreatedAt)
            return errors.AccountFailed(request.HttpContext, session.Tenant.Id);
        var page = SettingUpPage.Render(options.Name, session.Tenant.DisplayName, Links.SettingUp(target));
        return new PageResult(page) { Refresh = (SettingUpPage.RefreshSeconds(clock.GetUtcNow() - session.CreatedAt), null) };
    }
}
