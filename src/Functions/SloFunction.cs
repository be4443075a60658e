using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>
/// The logout address of a tenant. It never ends a session by itself: any site can make a browser open an address or post a form to it,
/// so it asks, and the answer is a form of our own (docs/decisions/0013-sign-out.md).
/// </summary>
/// <param name="sessions">Tells who is signed in.</param>
/// <param name="options">The product's name.</param>
public sealed class SloFunction(SessionReader sessions, AppOptions options)
{
    /// <summary>Answers <c>GET, POST /saml/{tenant}/slo</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    [Function("Slo")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "saml/{tenant}/slo")] HttpRequest request,
        string tenant,
        CancellationToken cancellation)
    {
        // After a cross-site POST the browser does not send the Lax cookie; the GET that follows brings it.
        if (HttpMethods.IsPost(request.Method))
            return RedirectTo.SeeOther($"/saml/{Uri.EscapeDataString(tenant)}/slo");
        var session = SessionCookie.Read(request) is { } token ? await sessions.ReadAsync(token, cancellation) : null;
        return session is not null && string.Equals(session.Tenant.Id, tenant, StringComparison.OrdinalIgnoreCase)
            ? new PageResult(SignOutPage.RenderQuestion(options.Name, UserTexts.NameOf(session.User), session.Tenant.DisplayName))
            : RedirectTo.SeeOther("/session/ended");
    }
}
