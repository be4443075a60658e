using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>Tells applications and browsers who is signed in, and signs out.</summary>
/// <param name="sessions">Reads the session.</param>
/// <param name="signOut">Ends it.</param>
/// <param name="waiting">Remembers the sign-out that waits for the IdP's answer.</param>
/// <param name="deliveries">Sends the browser on to the IdP.</param>
/// <param name="options">Public address and name.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class SessionFunction(SessionReader sessions, SignOut signOut, LogoutCookie waiting, Deliveries deliveries, AppOptions options, ErrorPages errors)
{
    /// <summary>Answers <c>GET /session</c>: JSON, or 401 with problem JSON (RFC 9457) when nobody is signed in.</summary>
    /// <param name="request">The request.</param>
    [Function("Session")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "session")] HttpRequest request)
    {
        try
        {
            var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, request.HttpContext.RequestAborted) : null;
            return session is null
                ? NotSignedIn(request)
                : JsonResult.Of(SessionDocument.Of(session), AppJson.Default.SessionDocument);
        }
        catch (StorageUnavailableException e)
        {
            // Not 401: the application must not send people to sign in again when nobody can tell whether they are.
            request.HttpContext.Response.Headers.RetryAfter = RetryAfter.Seconds(e.RetryAfter);
            return Problem(request, StatusCodes.Status503ServiceUnavailable, ProblemTypes.StorageUnavailable, "Please try again in a few seconds.");
        }
    }

    /// <summary>Answers <c>POST /session/end</c>, from our own pages only: ends the session, then sends the browser to the IdP's sign-out.</summary>
    /// <param name="request">The request.</param>
    [Function("SessionEnd")]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "session/end")] HttpRequest request)
    {
        if (!SameOrigin.Holds(request, options.BaseUrl))
            return errors.WrongOrigin(request.HttpContext);
        if (SessionCookie.Read(request) is not { } token)
            return RedirectTo.SeeOther(Links.SignedOut);
        var response = request.HttpContext.Response;
        // First the row, then the cookie: when storage is down the user must not believe to be signed out.
        var outcome = await signOut.RunAsync(token, Correlation.Of(request.HttpContext), request.HttpContext.RequestAborted);
        SessionCookie.Delete(response);
        if (outcome is not SignOutOutcome.Onward onward)
            return RedirectTo.SeeOther(Links.SignedOut);
        if (onward.Pending is { } pending)
            await waiting.WriteAsync(response, pending);
        return deliveries.AfterOwnForm(onward);
    }

    /// <summary>Answers <c>GET /session/ended</c>: the page after signing out.</summary>
    /// <param name="request">The request.</param>
    [Function("SessionEnded")]
    public IResult ShowEnded([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "session/ended")] HttpRequest request) =>
        new PageResult(SignOutPage.RenderDone(options.Name));

    /// <summary>A 401 must say what it asks for (RFC 9110 15.5.2). No scheme that browsers know: they would open a window for a password.</summary>
    private static JsonResult NotSignedIn(HttpRequest request)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = $"Cookie realm=\"session\", cookie-name=\"{SessionCookie.Name}\"";
        return Problem(request, StatusCodes.Status401Unauthorized, ProblemTypes.NotSignedIn, "This browser has no session, or it has ended.");
    }

    private static JsonResult Problem(HttpRequest request, int status, ProblemType type, string detail) => JsonResult.Of(
        new ProblemDocument(type.Uri, type.Title, status, detail, Correlation.Of(request.HttpContext)), AppJson.Default.ProblemDocument, "application/problem+json", status);
}
