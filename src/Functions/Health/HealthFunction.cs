using System.Security.Cryptography;
using System.Text;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Health;

/// <summary>Tells monitors whether the process lives and whether it can work.</summary>
/// <param name="probe">Asks the dependencies.</param>
/// <param name="tenants">Lists the tenants' states, for admins.</param>
/// <param name="options">The admins' key.</param>
/// <param name="clock">Tells what has expired.</param>
public sealed class HealthFunction(HealthProbe probe, TenantDirectory tenants, AppOptions options, TimeProvider clock)
{
    /// <summary>Carries <c>Health__DetailKey</c>.</summary>
    public const string KeyHeader = "X-Health-Key";

    /// <summary>How many broken tenants the detail names.</summary>
    private const int MaxTenants = 100;

    /// <summary>
    /// Answers <c>GET /health</c>: 200 when storage and keys answer, else 503. With the key in the header it also says what is wrong with the
    /// keys, and names the tenants of which nobody can sign in, because their row does not parse or what it trusts has ended; they make nothing
    /// unavailable but themselves.
    /// </summary>
    /// <param name="request">The request.</param>
    [Function("Health")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request)
    {
        var state = await probe.ReadAsync();
        var maySeeDetail = MaySeeDetail(request);
        var document = new HealthDocument(
            state.IsReady ? "ready" : "unavailable",
            new Dictionary<string, string> { ["storage"] = Word(state.Storage), ["keys"] = Word(state.Keys) },
            maySeeDetail && state.KeysProblem is { } problem ? new KeysProblemDocument(problem.Trouble.ToString(), problem.Message) : null,
            state.Storage && maySeeDetail ? await ListBrokenAsync(request.HttpContext.RequestAborted) : null);
        return JsonResult.Of(document, AppJson.Default.HealthDocument, status: state.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Answers <c>GET /health/live</c>: 200 as long as the process can answer at all. It asks nobody.</summary>
    /// <param name="request">The request.</param>
    [Function("HealthLive")]
    public static IResult RunLive([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        JsonResult.Of(new HealthDocument("live"), AppJson.Default.HealthDocument);

    private static string Word(bool up) => up ? "up" : "down";

    /// <summary>Compares hashes, so that neither time nor length tells anything about the key.</summary>
    private bool MaySeeDetail(HttpRequest request) =>
        options.HealthDetailKey is { } key
        && request.Headers[KeyHeader] is [{ } shown]
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private async Task<Dictionary<string, IReadOnlyList<string>>> ListBrokenAsync(CancellationToken cancellation)
    {
        var broken = new Dictionary<string, IReadOnlyList<string>>();
        await foreach (var (id, lookup) in tenants.ListAsync(cancellation))
        {
            IReadOnlyList<TenantRowError> errors = lookup switch
            {
                TenantLookup.Broken { Errors: var wrong } => wrong,
                TenantLookup.Found { Tenant: var tenant } when TenantExpiry.Find(tenant, clock.GetUtcNow()) is { ShutsOut: true, Error: var error } => [error],
                _ => [],
            };
            if (errors.Count == 0)
                continue;
            broken[id] = [.. errors.Select(e => e.ToString())];
            if (broken.Count == MaxTenants)
                break;
        }

        return broken;
    }
}
