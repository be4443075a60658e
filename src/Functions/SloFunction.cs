using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>
/// The logout address of a tenant: takes the IdP's logout messages (saml-profiles-2.0-os 4.4), and asks people who just come. Only a message
/// that the IdP signed ends a session here: any site can make a browser open an address or post a form to it (docs/decisions/0013-sign-out.md).
/// </summary>
/// <param name="accept">Takes messages.</param>
/// <param name="sessions">Tells who is signed in.</param>
/// <param name="waiting">Knows which sign-out this browser waits for.</param>
/// <param name="deliveries">Sends answers.</param>
/// <param name="options">The product's name.</param>
/// <param name="errors">Pages for refusals.</param>
public sealed class SloFunction(AcceptLogout accept, SessionReader sessions, LogoutCookie waiting, Deliveries deliveries, AppOptions options, ErrorPages errors)
{
    /// <summary>Answers <c>GET, HEAD, POST /saml/{tenant}/slo</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("Slo")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "saml/{tenant}/slo")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        if (!HttpMethods.IsPost(request.Method))
        {
            var isResponse = request.Query.ContainsKey("SAMLResponse");
            // HEAD is safe (RFC 9110 9.2.1): it takes no message, whatever the query has in it.
            return HttpMethods.IsGet(request.Method) && (isResponse || request.Query.ContainsKey("SAMLRequest"))
                ? await TakeAsync(request, tenant, post: null, isResponse, cancellation)
                : await AskAsync(request, tenant, cancellation);
        }

        var (post, problem) = await LogoutForm.ReadAsync(request, cancellation);
        if (problem != FormProblem.None)
            return errors.BadForm(request.HttpContext, problem);
        // After a cross-site POST the browser does not send the Lax cookie; the GET that follows brings it.
        return post is null ? RedirectTo.SeeOther(Links.SignOut(tenant)) : await TakeAsync(request, tenant, post, !post.IsRequest, cancellation);
    }

    private async Task<IResult> TakeAsync(HttpRequest request, string tenant, LogoutPost? post, bool isResponse, CancellationToken cancellation)
    {
        var http = request.HttpContext;
        var outcome = await accept.RunAsync(
            new LogoutInput
            {
                TenantId = tenant,
                // As it came to us: the signature covers what the IdP wrote, not what parsing and writing would make of it.
                RawQuery = request.QueryString.Value is ['?', .. var query] ? query : "",
                Post = post,
                SessionCookie = SessionCookie.Read(request),
                Pending = isResponse ? await waiting.ReadAsync(request) : null,
                CorrelationId = Correlation.Of(http),
            },
            cancellation);
        switch (outcome)
        {
            case LogoutOutcome.Obeyed obeyed:
                if (obeyed.EndsThisBrowser)
                    SessionCookie.Delete(http.Response);
                return obeyed.Answer is { } answer ? deliveries.Answer(request, answer) : RedirectTo.SeeOther(Links.SignedOut);
            case LogoutOutcome.Ask:
                return RedirectTo.SeeOther(Links.SignOut(tenant));
            case LogoutOutcome.Returned returned:
                LogoutCookie.Delete(http.Response);
                return new PageResult(SignOutPage.RenderReturned(options.Name, returned.TenantName, returned.IsComplete));
            case LogoutOutcome.Unsolicited:
                return RedirectTo.SeeOther(Links.SignedOut);
            case LogoutOutcome.Refused refused:
                return errors.LogoutRefused(http, tenant, refused.Refusal);
            default:
                throw new InvalidOperationException("AcceptLogout gave an outcome that has no answer.");
        }
    }

    private async Task<IResult> AskAsync(HttpRequest request, string tenant, CancellationToken cancellation)
    {
        var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, cancellation) : null;
        return session is not null && string.Equals(session.Tenant.Id, tenant, StringComparison.OrdinalIgnoreCase)
            ? new PageResult(SignOutPage.RenderQuestion(options.Name, UserTexts.NameOf(session.User), session.Tenant.DisplayName))
            : RedirectTo.SeeOther(Links.SignedOut);
    }
}
