using System.Globalization;
using Functions.Http;
using Functions.Manage.Pages;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The ways in for operators, and the way out. A session begins with a POST from our own page, never with a GET.</summary>
/// <param name="sessions">Opens and ends sessions.</param>
/// <param name="people">Tells who is signed in as a user.</param>
/// <param name="admins">Which ways are open.</param>
/// <param name="options">The product's name.</param>
public sealed class ManageSignInFunction(AdminSessions sessions, SessionReader people, AdminOptions admins, AppOptions options)
{
    private const string Wrong = "This is not the key.";
    private const string NoOperator = "The session that runs in this browser is not an operator's.";

    /// <summary>Answers <c>GET /manage/sign-in?returnUrl=</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageSignIn")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/sign-in")] HttpRequest request) =>
        await PageAsync(request, null, StatusCodes.Status200OK, request.HttpContext.RequestAborted);

    /// <summary>Answers <c>POST /manage/sign-in</c>: the bootstrap key.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageSignInWithKey")]
    public async Task<IResult> SignInWithKeyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/sign-in")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        return await AnswerAsync(request, await sessions.OpenWithKeyAsync(visit.Field("key"), visit.CorrelationId, cancellation), new FieldError("key", Wrong), "key", cancellation);
    }

    /// <summary>Answers <c>POST /manage/sign-in/user</c>: an operator whose session as a user runs.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageSignInAsUser")]
    public async Task<IResult> SignInAsUserAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/sign-in/user")] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var signIn = await sessions.OpenForUserAsync(SessionCookie.Read(request), ManageVisit.Of(request).CorrelationId, cancellation);
        return await AnswerAsync(request, signIn, new FieldError("user", NoOperator), "user", cancellation);
    }

    /// <summary>Answers <c>POST /manage/sign-out</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageSignOut")]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/sign-out")] HttpRequest request)
    {
        // First the row, then the cookie: when storage is down nobody must believe to be signed out.
        await sessions.EndAsync(ManageCookie.Read(request), request.HttpContext.RequestAborted);
        ManageCookie.Delete(request.HttpContext.Response);
        return RedirectTo.SeeOther(ManageLinks.SignedOut);
    }

    /// <summary>Answers <c>GET /manage/signed-out</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageSignedOut")]
    public IResult ShowSignedOut([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/signed-out")] HttpRequest request) =>
        new PageResult(SignInPage.RenderSignedOut(options.Name, ManageVisit.Of(request)));

    private async Task<IResult> AnswerAsync(HttpRequest request, AdminSignIn signIn, FieldError refused, string way, CancellationToken cancellation)
    {
        switch (signIn.Problem)
        {
            case AdminSignInProblem.None:
                // The one that this browser had before would run on unseen.
                await sessions.EndAsync(ManageCookie.Read(request), cancellation);
                ManageCookie.Write(request.HttpContext.Response, signIn.Token!);
                return RedirectTo.SeeOther(ManageLinks.Resolve(request.Query["returnUrl"]));
            case AdminSignInProblem.TooManyAttempts:
                var wait = signIn.RetryAfter ?? TimeSpan.FromMinutes(1);
                request.HttpContext.Response.Headers.RetryAfter = RetryAfter.Seconds(wait);
                var minutes = Math.Ceiling(wait.TotalMinutes).ToString("0", CultureInfo.InvariantCulture);
                return await PageAsync(request, new FieldError(way, $"Too many attempts. Try again in {minutes} min."), StatusCodes.Status429TooManyRequests, cancellation);
            case AdminSignInProblem.TurnedOff:
                return await PageAsync(request, new FieldError(way, "This way in is turned off."), StatusCodes.Status403Forbidden, cancellation);
            default:
                return await PageAsync(request, refused, StatusCodes.Status403Forbidden, cancellation);
        }
    }

    private async Task<PageResult> PageAsync(HttpRequest request, FieldError? problem, int status, CancellationToken cancellation)
    {
        var returnUrl = ManageLinks.Resolve(request.Query["returnUrl"]);
        var user = admins.OperatorTenant is null ? null : await people.ReadAsync(SessionCookie.Read(request), cancellation);
        (string, bool)? person = user is null ? null : (UserTexts.NameOf(user.User), admins.IsOperator(user));
        return new PageResult(SignInPage.Render(options.Name, ManageVisit.Of(request), admins, person, returnUrl, problem), status);
    }
}
