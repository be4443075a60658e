using Functions.Pages;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Http;

/// <summary>Maps every refusal to its status, its fixed sentence and its code.</summary>
/// <param name="options">The product's name.</param>
public sealed class ErrorPages(AppOptions options)
{
    /// <summary>
    /// 404 with one body for every reason: no such tenant, a disabled one, an id that cannot be one. Nobody learns which tenants exist.
    /// </summary>
    /// <param name="http">The request.</param>
    public IResult NotFound(HttpContext http) => Page(http, StatusCodes.Status404NotFound, ErrorText.NotFound, "NotFound");

    /// <summary>The answer to a refused start or a refused response.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The tenant of the URL, to start again there.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="idpMessage">What the IdP says to this person; null for nothing.</param>
    public IResult Refused(HttpContext http, string tenantId, SignInRefusal refusal, string? idpMessage = null) => refusal.Kind switch
    {
        RefusalKind.NotFound => NotFound(http),
        RefusalKind.Misconfigured => TenantUnavailable(http),
        RefusalKind.BadMessage => Page(http, StatusCodes.Status400BadRequest, ErrorText.BadMessage, refusal.Code, Links.Start(tenantId)),
        RefusalKind.TooLarge => Page(http, StatusCodes.Status413PayloadTooLarge, ErrorText.TooLarge, refusal.Code),
        _ => Page(http, StatusCodes.Status403Forbidden, RefusalTexts.For(refusal.Code), refusal.Code, Links.Start(tenantId), idpMessage),
    };

    /// <summary>The answer to a refused logout message.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The tenant of the URL, to sign out there by hand.</param>
    /// <param name="refusal">Why.</param>
    public IResult LogoutRefused(HttpContext http, string tenantId, SignInRefusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound => NotFound(http),
        RefusalKind.Misconfigured => TenantUnavailable(http),
        RefusalKind.BadMessage => Page(http, StatusCodes.Status400BadRequest, ErrorText.LogoutRefused, refusal.Code, Links.SignOut(tenantId)),
        RefusalKind.TooLarge => Page(http, StatusCodes.Status413PayloadTooLarge, ErrorText.LogoutRefused, refusal.Code, Links.SignOut(tenantId)),
        _ => Page(http, StatusCodes.Status403Forbidden, ErrorText.LogoutRefused, refusal.Code, Links.SignOut(tenantId)),
    };

    /// <summary>503 for one tenant whose row does not parse. Which column it is stands in the log and in the health detail.</summary>
    /// <param name="http">The request.</param>
    public IResult TenantUnavailable(HttpContext http) =>
        Page(http, StatusCodes.Status503ServiceUnavailable, ErrorText.TenantUnavailable, nameof(SignOnError.TenantMisconfigured));

    /// <summary>503 for a sign-in that an outage of storage cut off: it has to be started again.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The tenant of the URL, to start again there.</param>
    /// <param name="retryAfter">When storage may be back.</param>
    public IResult Interrupted(HttpContext http, string tenantId, TimeSpan retryAfter) => new PageResult(
        ErrorPage.Render(options.Name, ErrorText.Interrupted, "StorageUnavailable", Correlation.Of(http), Links.Start(tenantId)),
        StatusCodes.Status503ServiceUnavailable)
    { RetryAfter = retryAfter };

    /// <summary>403 for a user whose account could not be made. The next sign-in tries again.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The user's tenant.</param>
    public IResult AccountFailed(HttpContext http, string tenantId) =>
        Page(http, StatusCodes.Status403Forbidden, ErrorText.AccountFailed, "ProvisioningFailed", Links.Start(tenantId));

    /// <summary>405 for a browser that opens an address that only takes messages.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The tenant of the URL, to start there.</param>
    public IResult PostOnly(HttpContext http, string tenantId) => new PageResult(
        ErrorPage.Render(options.Name, ErrorText.MethodNotAllowed, "MethodNotAllowed", Correlation.Of(http), Links.Start(tenantId)),
        StatusCodes.Status405MethodNotAllowed)
    { Allow = "POST" };

    /// <summary>403 for a sign-in that nobody opened: a picture, a frame, a page fetched ahead. Not 2xx, so that a browser throws away what it fetched ahead.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tenantId">The tenant of the URL, to start there.</param>
    public IResult NotANavigation(HttpContext http, string tenantId) =>
        Page(http, StatusCodes.Status403Forbidden, ErrorText.NotANavigation, "NotANavigation", Links.Start(tenantId));

    /// <summary>403 for a POST that does not come from our own pages.</summary>
    /// <param name="http">The request.</param>
    public IResult WrongOrigin(HttpContext http) => Page(http, StatusCodes.Status403Forbidden, ErrorText.WrongOrigin, "WrongOrigin", "/");

    /// <summary>403 for an emergency link that opens nothing; the same for every reason.</summary>
    /// <param name="http">The request.</param>
    public IResult EmergencyRefused(HttpContext http) => Page(http, StatusCodes.Status403Forbidden, ErrorText.EmergencyRefused, "EmergencyLinkRefused");

    internal IResult BadForm(HttpContext http, FormProblem problem) => problem switch
    {
        FormProblem.ContentTypeUnsupported => Page(http, StatusCodes.Status415UnsupportedMediaType, ErrorText.NotAForm, problem.ToString()),
        FormProblem.BodyTooLarge => Page(http, StatusCodes.Status413PayloadTooLarge, ErrorText.TooLarge, problem.ToString()),
        _ => Page(http, StatusCodes.Status400BadRequest, ErrorText.BadMessage, problem.ToString()),
    };

    private PageResult Page(HttpContext http, int status, ErrorText text, string code, string? retryUrl = null, string? idpMessage = null) =>
        new(ErrorPage.Render(options.Name, text, code, Correlation.Of(http), retryUrl, idpMessage), status);
}
