using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>The front page: sign in by e-mail, or see who is signed in.</summary>
/// <param name="sessions">Reads the session.</param>
/// <param name="tenants">Finds the tenant of an e-mail address.</param>
/// <param name="options">The product's name.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class HomeFunction(SessionReader sessions, TenantDirectory tenants, AppOptions options, ErrorPages errors)
{
    /// <summary>
    /// The root of the site. The host takes an empty route for 'not set' and falls back to the function's name, so the route is an optional
    /// segment that can only be empty; the setting AzureWebJobsDisableHomepage keeps the host's own page away.
    /// </summary>
    public const string Route = "{nothing:maxlength(0)?}";

    private const int MaxBodyBytes = 4 * 1024;
    private const int MaxEmailLength = 254;

    private const string UnknownDomain =
        "We cannot start a sign-in for this address. Check it for typing errors, or use the sign-in link that your organization gave you.";

    /// <summary>Answers <c>GET /</c>.</summary>
    /// <param name="request">The request.</param>
    [Function("Home")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request)
    {
        var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, request.HttpContext.RequestAborted) : null;
        if (session is null)
            return new PageResult(EmailPage.Render(options.Name));
        return session.IsPending
            ? RedirectTo.Found(Links.SettingUp(null))
            : new PageResult(SignedInPage.Render(options.Name, UserTexts.Describe(session)));
    }

    /// <summary>Answers <c>POST /</c>: the form of the front page.</summary>
    /// <param name="request">The request.</param>
    [Function("HomeEmail")]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var (fields, problem) = await FormReader.ReadAsync(request, MaxBodyBytes, cancellation);
        if (fields is null)
            return errors.BadForm(request.HttpContext, problem);
        var email = fields.GetValueOrDefault("email").ToString().Trim();
        if (email.Length is 0 or > MaxEmailLength || await tenants.FindByEmailDomainAsync(email, cancellation) is not { } tenant)
            return new PageResult(EmailPage.Render(options.Name, email.Length > MaxEmailLength ? null : email, UnknownDomain));

        // A page that goes on, not a redirect: Chromium would apply the form's form-action to the IdP behind it.
        var start = Links.Start(tenant.Id, email);
        return new PageResult(EmailPage.RenderOnward(options.Name, start)) { Refresh = (0, start) };
    }
}
