using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>The way in for a person whose IdP is down: a link that an operator made, and the button that it shows.</summary>
/// <param name="signIn">Uses the link up and makes the session.</param>
/// <param name="options">Public address and name.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class EmergencyFunction(EmergencySignIn signIn, AppOptions options, ErrorPages errors)
{
    private const int MaxBodyBytes = 4 * 1024;

    /// <summary>Answers <c>GET /emergency?link=</c>. Looks nothing up: programs that follow links use none up.</summary>
    /// <param name="request">The request.</param>
    [Function("Emergency")]
    public IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "emergency")] HttpRequest request) =>
        new PageResult(EmergencyPage.Render(options.Name, request.Query[EmergencyPage.LinkField].ToString()));

    /// <summary>Answers <c>POST /emergency</c>, from our own page only: no other site can sign anybody in here as somebody else.</summary>
    /// <param name="request">The request.</param>
    [Function("EmergencySignIn")]
    public async Task<IResult> SignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "emergency")] HttpRequest request)
    {
        var http = request.HttpContext;
        var cancellation = http.RequestAborted;
        if (!SameOrigin.Holds(request, options.BaseUrl))
            return errors.WrongOrigin(http);
        var (fields, problem) = await FormReader.ReadAsync(request, MaxBodyBytes, cancellation);
        if (fields is null)
            return errors.BadForm(http, problem);
        if (await signIn.RunAsync(fields.GetValueOrDefault(EmergencyPage.LinkField), Correlation.Of(http), cancellation) is not EmergencyAdmission.SignedIn signedIn)
            return errors.EmergencyRefused(http);
        SessionCookie.Write(http.Response, signedIn.SessionToken);
        return RedirectTo.SeeOther(signedIn.TargetUrl);
    }
}
