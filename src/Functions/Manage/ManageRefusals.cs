using Functions.Http;
using Functions.Pages;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Manage;

/// <summary>What those see whom the gate does not let through.</summary>
/// <param name="options">The product's name.</param>
public sealed class ManageRefusals(AppOptions options)
{
    private static readonly ErrorText NotAllowedText = new(
        "You may not open this", "Your way into the administration does not reach this page. Ask an operator of this service if you need it.");

    private static readonly ErrorText SessionEndedText = new(
        "Your session has ended",
        "Nothing was changed. Please sign in again and repeat what you did. If you came through a setup link, open the link again instead: it works until it expires.");

    private static readonly ErrorText FormNotOursText = new(
        "This form is out of date", "Nothing was changed. Please go back, load the page again and repeat what you did.");

    private static readonly ErrorText TooOftenText = new(
        "Please wait a moment", "This was done very often through your link. Nothing was changed. Please try again in a minute.");

    private static readonly ErrorText WrongOriginText = new(
        "That did not come from this site", "Nothing was changed. Changes work from our own pages only.");

    private static readonly ErrorText FormTooLargeText = new(
        "That is too large", "Nothing was changed. The form, with its file, has more text than this page takes. Please go back and send it in smaller parts.");

    private static readonly ErrorText FormUnreadableText = new(
        "We could not read the form", "Nothing was changed. Please go back, load the page again and repeat what you did.");

    private static readonly ErrorText NoTenantText = new(
        "There is no such tenant", "Check the address, or look for the tenant in the list.");

    /// <summary>403 for an admin who may not; a customer's admin is shown the way back to the guide.</summary>
    /// <param name="http">The request.</param>
    /// <param name="admin">Who asks; null when that does not matter.</param>
    public IResult NotAllowed(HttpContext http, Admin? admin = null) => admin is Admin.SetupLink link
        ? Page(http, StatusCodes.Status403Forbidden, NotAllowedText, "NotAllowed", ManageLinks.Guide(link.TenantId), retryLabel: "Back to the guide")
        : Page(http, StatusCodes.Status403Forbidden, NotAllowedText, "NotAllowed", null);

    /// <summary>403 for a form that was posted without a running session.</summary>
    /// <param name="http">The request.</param>
    public IResult SessionEnded(HttpContext http) => Page(http, StatusCodes.Status403Forbidden, SessionEndedText, "AdminSessionEnded", ManageLinks.SignIn());

    /// <summary>403 for a form that does not carry the session's token.</summary>
    /// <param name="http">The request.</param>
    public IResult FormNotOurs(HttpContext http) => Page(http, StatusCodes.Status403Forbidden, FormNotOursText, "FormTokenWrong", ManageLinks.Home);

    /// <summary>429 for a setup link that is used like a tool.</summary>
    /// <param name="http">The request.</param>
    public IResult TooOften(HttpContext http) => Page(http, StatusCodes.Status429TooManyRequests, TooOftenText, "TooOften", null, TimeSpan.FromMinutes(1));

    /// <summary>403 for a POST from elsewhere.</summary>
    /// <param name="http">The request.</param>
    public IResult WrongOrigin(HttpContext http) => Page(http, StatusCodes.Status403Forbidden, WrongOriginText, "WrongOrigin", ManageLinks.Home);

    /// <summary>404 for a tenant that is not there. Only admins who may see all tenants get here.</summary>
    /// <param name="http">The request.</param>
    public IResult NoTenant(HttpContext http) => Page(http, StatusCodes.Status404NotFound, NoTenantText, "TenantUnknown", ManageLinks.Home);

    /// <summary>303 to the page that asks who it is, and comes back.</summary>
    /// <param name="request">The request.</param>
    public static IResult ToSignIn(HttpRequest request) => RedirectTo.SeeOther(ManageLinks.SignIn(request.Path + request.QueryString));

    /// <summary>413, 415 or 400 for a body that is not the form of the page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">What is wrong with it.</param>
    internal IResult BadForm(HttpContext http, FormProblem problem) => problem switch
    {
        FormProblem.BodyTooLarge => Page(http, StatusCodes.Status413PayloadTooLarge, FormTooLargeText, problem.ToString(), null),
        FormProblem.ContentTypeUnsupported => Page(http, StatusCodes.Status415UnsupportedMediaType, FormUnreadableText, problem.ToString(), null),
        _ => Page(http, StatusCodes.Status400BadRequest, FormUnreadableText, problem.ToString(), null),
    };

    private PageResult Page(HttpContext http, int status, ErrorText text, string code, string? retryUrl, TimeSpan? wait = null, string? retryLabel = null) =>
        new(ErrorPage.Render(options.Name, text, code, Correlation.Of(http), retryUrl, retryLabel: retryLabel), status) { RetryAfter = wait };
}
