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
        return Problem(http, StatusCodes.Status401Unauthorized, "No valid API key", "Send 'Authorization: Bearer' with an API key that is neither revoked nor expired.");
    }

    /// <summary>429 while too many made-up keys come.</summary>
    /// <param name="http">The request.</param>
    /// <param name="wait">When to try again.</param>
    public static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        return Problem(http, StatusCodes.Status429TooManyRequests, "Too many attempts", "Many keys that do not exist were tried. Try again after the time in Retry-After.");
    }

    /// <summary>403 for a key that does not reach so far.</summary>
    /// <param name="http">The request.</param>
    public static IResult NotAllowed(HttpContext http) =>
        Problem(http, StatusCodes.Status403Forbidden, "Not allowed", "The scope of this API key does not reach this address, or the key may not write.");

    /// <summary>404 for a program.</summary>
    /// <param name="http">The request.</param>
    public static IResult NoTenant(HttpContext http) => Problem(http, StatusCodes.Status404NotFound, "No such tenant", "There is no tenant with this id.");

    /// <summary>404 for a correlation id.</summary>
    /// <param name="http">The request.</param>
    /// <param name="next">The tenant after which the search can go on; null when it is over.</param>
    public static IResult NoTrace(HttpContext http, string? next) => Problem(http, StatusCodes.Status404NotFound, "No such sign-in", next is null
        ? "No sign-in with this correlation id is kept."
        : $"It is not with the tenants that were searched. Name the tenant with ?tenant=, or search on with ?after={next}");

    /// <summary>400 for a query that cannot be read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">Which part, and what to write.</param>
    public static IResult BadQuery(HttpContext http, string problem) => Problem(http, StatusCodes.Status400BadRequest, "The query cannot be read", problem);

    /// <summary>503 while storage is away.</summary>
    /// <param name="http">The request.</param>
    /// <param name="outage">When it may be back.</param>
    public static IResult Unavailable(HttpContext http, StorageUnavailableException outage)
    {
        http.Response.Headers.RetryAfter = RetryAfter.Seconds(outage.RetryAfter);
        return Problem(http, StatusCodes.Status503ServiceUnavailable, "Storage is not available", "Try again after the time in Retry-After.");
    }

    private static IResult Problem(HttpContext http, int status, string title, string detail) => Results.Json(
        new ProblemDocument(title, status, detail, Correlation.Of(http)), AppJson.Default.ProblemDocument, "application/problem+json", status);
}
