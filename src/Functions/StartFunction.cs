using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>
/// Starts a sign-in at the customer's IdP (saml-profiles-2.0-os 4.1.3.1 to 4.1.3.3), for people who open the address: what a page loads as a picture,
/// in a frame or ahead of time starts nothing (docs/decisions/0014-navigations.md).
/// </summary>
/// <param name="start">Makes the request.</param>
/// <param name="sessions">Tells who is signed in already.</param>
/// <param name="cookies">Binds the browser to the request.</param>
/// <param name="deliveries">Sends requests that travel in a form.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class StartFunction(StartSignOn start, SessionReader sessions, RequestCookies cookies, Deliveries deliveries, ErrorPages errors)
{
    /// <summary>Answers <c>GET /saml/{tenant}/sso?returnUrl=&amp;login_hint=&amp;passive=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("Start")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "saml/{tenant}/sso")] HttpRequest request,
        string tenant)
    {
        if (!FetchMetadata.MayBeNavigation(request))
            return errors.NotANavigation(request.HttpContext, tenant);
        var wanted = new StartRequest(tenant)
        {
            ReturnUrl = request.Query["returnUrl"],
            LoginHint = request.Query["login_hint"],
            IsPassive = request.Query["passive"] == "true",
        };
        switch (await start.RunAsync(wanted, request.HttpContext.RequestAborted))
        {
            case StartOutcome.Redirect redirect:
                await RememberAsync(request, redirect.Pending);
                return RedirectTo.Found(redirect.Url);
            case StartOutcome.Post post:
                await RememberAsync(request, post.Pending);
                return deliveries.SignIn(post.Form);
            case StartOutcome.Refused refused:
                return errors.Refused(request.HttpContext, tenant, refused.Refusal);
            default:
                throw new InvalidOperationException("StartSignOn gave an outcome that has no answer.");
        }
    }

    /// <summary>Answers <c>GET /saml2-sp/{customer}/{customer}/?sso</c>, the sign-on URL of the pymetrics tutorial.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customer">The tenant.</param>
    /// <param name="repeat">The tenant again.</param>
    [Function("CustomerStart")]
    public Task<IResult> RunForCustomerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "saml2-sp/{customer}/{repeat}")] HttpRequest request,
        string customer,
        string repeat)
    {
        var http = request.HttpContext;
        if (!CustomerUrl.IsConsistent(customer, repeat))
            return Task.FromResult(errors.NotFound(http));
        if (CustomerUrl.HasFlag(request, "sso"))
            return RunAsync(request, customer);
        return Task.FromResult(CustomerUrl.HasFlag(request, "acs") ? errors.PostOnly(http, customer) : errors.NotFound(http));
    }

    /// <summary>
    /// Answers <c>GET /live/{tenant}</c>, the sign-on URL of the RunMyProcess tutorial: who is signed in goes to the application, who is
    /// not goes to the IdP.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("Live")]
    public async Task<IResult> RunLiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "live/{tenant}")] HttpRequest request,
        string tenant)
    {
        var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, request.HttpContext.RequestAborted) : null;
        if (session is null || !string.Equals(session.Tenant.Id, tenant, StringComparison.OrdinalIgnoreCase))
            return await RunAsync(request, tenant);
        var target = ReturnUrls.Resolve(session.Tenant, request.Query["returnUrl"]);
        return RedirectTo.Found(session.IsPending ? Links.SettingUp(target) : target);
    }

    /// <summary>HEAD is safe (RFC 9110 9.2.1): it starts nothing, and pushes no sign-in that is under way out of the browser.</summary>
    private async Task RememberAsync(HttpRequest request, PendingRequest pending)
    {
        if (!HttpMethods.IsHead(request.Method))
            await cookies.AddAsync(request.HttpContext, pending);
    }
}
