using Functions.Http;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Manage;

/// <summary>What programs get that the API does not serve: problem JSON (RFC 9457).</summary>
internal static class ApiRefusals
{
    /// <summary>401 for a program without a key that works (RFC 6750 3).</summary>
    /// <param name="http">The request.</param>
    public static IResult Unknown(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem(http, StatusCodes.Status401Unauthorized, ProblemTypes.KeyInvalid, "Send 'Authorization: Bearer' with an API key that is neither revoked nor expired.");
    }

    /// <summary>403 for a key that does not reach so far.</summary>
    /// <param name="http">The request.</param>
    /// <param name="errors">The settings that are not the key's to change; null where it is the address.</param>
    public static IResult NotAllowed(HttpContext http, IReadOnlyList<ApiColumnError>? errors = null) => Problem(
        http, StatusCodes.Status403Forbidden, ProblemTypes.NotAllowed,
        errors is null ? "The scope of this API key does not reach this address, or the key may not write." : "Nothing was stored. See 'errors'.", errors);

    /// <summary>404 for a program.</summary>
    /// <param name="http">The request.</param>
    public static IResult NoTenant(HttpContext http) => Problem(http, StatusCodes.Status404NotFound, ProblemTypes.TenantUnknown, "There is no tenant with this id.");

    /// <summary>503 while storage is away.</summary>
    /// <param name="http">The request.</param>
    /// <param name="outage">When it may be back.</param>
    public static IResult Unavailable(HttpContext http, StorageUnavailableException outage)
    {
        http.Response.Headers.RetryAfter = RetryAfter.Seconds(outage.RetryAfter);
        return Problem(http, StatusCodes.Status503ServiceUnavailable, ProblemTypes.StorageUnavailable, "Try again after the time in Retry-After.");
    }

    /// <summary>404 for a program that names a link.</summary>
    /// <param name="http">The request.</param>
    public static IResult NoLink(HttpContext http) => Problem(http, StatusCodes.Status404NotFound, ProblemTypes.LinkUnknown, "This tenant has no setup link with this id.");

    /// <summary>409 for a setup link that was made before.</summary>
    /// <param name="http">The request.</param>
    public static IResult LinkExists(HttpContext http) => Problem(
        http, StatusCodes.Status409Conflict, ProblemTypes.LinkExists, "A link with this id was made before, and was shown in the answer to that request alone. If nobody has it, revoke it and make another with another id.");

    /// <summary>400 for a body that cannot be read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="detail">What is wrong and how to mend it.</param>
    public static IResult Malformed(HttpContext http, string detail) => Problem(http, StatusCodes.Status400BadRequest, ProblemTypes.BodyMalformed, detail);

    /// <summary>413 for a body that is too large.</summary>
    /// <param name="http">The request.</param>
    public static IResult TooLarge(HttpContext http) =>
        Problem(http, StatusCodes.Status413PayloadTooLarge, ProblemTypes.BodyTooLarge, $"At most {ApiBody.MaxBytes} octets are read.");

    /// <summary>415 for a body of another kind.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mediaTypes">What is taken.</param>
    public static IResult WrongType(HttpContext http, string[] mediaTypes) =>
        Problem(http, StatusCodes.Status415UnsupportedMediaType, ProblemTypes.BodyUnsupported, $"Send Content-Type {string.Join(" or ", mediaTypes)}, without Content-Encoding.");

    /// <summary>428 for an update that does not say of what (RFC 6585 3).</summary>
    /// <param name="http">The request.</param>
    /// <param name="detail">What to send.</param>
    public static IResult NoVersion(HttpContext http, string detail) => Problem(http, StatusCodes.Status428PreconditionRequired, ProblemTypes.VersionMissing, detail);

    /// <summary>412 for an update of a version that is not the newest; the answer's ETag is the newest.</summary>
    /// <param name="http">The request.</param>
    /// <param name="newest">Storage's version; null when there is none.</param>
    /// <param name="detail">What to do.</param>
    public static IResult Changed(HttpContext http, string? newest, string detail)
    {
        ApiETag.Write(http.Response, newest);
        return Problem(http, StatusCodes.Status412PreconditionFailed, ProblemTypes.VersionChanged, detail);
    }

    /// <summary>422 for values that will not do.</summary>
    /// <param name="http">The request.</param>
    /// <param name="errors">What is wrong.</param>
    public static IResult Invalid(HttpContext http, IReadOnlyList<ApiColumnError> errors) =>
        Problem(http, StatusCodes.Status422UnprocessableEntity, ProblemTypes.ValuesInvalid, "Nothing was stored. See 'errors'.", errors);

    /// <summary>404 for a correlation id.</summary>
    /// <param name="http">The request.</param>
    /// <param name="next">The tenant after which the search can go on; null when it is over.</param>
    public static IResult NoTrace(HttpContext http, string? next) => Problem(http, StatusCodes.Status404NotFound, ProblemTypes.SignInUnknown, next is null
        ? "No sign-in with this correlation id is kept."
        : $"It is not with the tenants that were searched. Name the tenant with ?tenant=, or search on with ?after={next}");

    /// <summary>400 for a query that cannot be read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">Which part, and what to write.</param>
    public static IResult BadQuery(HttpContext http, string problem) => Problem(http, StatusCodes.Status400BadRequest, ProblemTypes.QueryMalformed, problem);

    /// <summary>412 for an id that cannot be had: it is there, or was until lately.</summary>
    /// <param name="http">The request.</param>
    /// <param name="newest">Storage's version of what is there; null for nothing.</param>
    /// <param name="detail">Why, and what to do.</param>
    public static IResult Exists(HttpContext http, string? newest, string detail)
    {
        ApiETag.Write(http.Response, newest);
        return Problem(http, StatusCodes.Status412PreconditionFailed, ProblemTypes.TenantExists, detail);
    }

    /// <summary>404 for a program that names a user.</summary>
    /// <param name="http">The request.</param>
    public static IResult NoUser(HttpContext http) => Problem(http, StatusCodes.Status404NotFound, ProblemTypes.UserUnknown, "This tenant has no user with this key.");

    /// <summary>Any other problem.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="type">What went wrong.</param>
    /// <param name="detail">More words.</param>
    /// <param name="errors">What is wrong setting by setting; null for another problem.</param>
    public static IResult Problem(HttpContext http, int status, ProblemType type, string detail, IReadOnlyList<ApiColumnError>? errors = null) => JsonResult.Of(
        new ProblemDocument(type.Uri, type.Title, status, detail, Correlation.Of(http)) { Errors = errors }, AppJson.Default.ProblemDocument, "application/problem+json", status);
}
