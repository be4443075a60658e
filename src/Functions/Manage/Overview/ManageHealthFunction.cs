using Functions.Health;
using Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Overview;

/// <summary>How the app stands, for operators.</summary>
/// <param name="probe">Asks the dependencies.</param>
/// <param name="store">Holds the tenants' rows.</param>
/// <param name="sender">Says whether mail can be sent.</param>
/// <param name="signOn">The public address.</param>
/// <param name="options">The product's name.</param>
/// <param name="clock">Tells what has expired.</param>
public sealed class ManageHealthFunction(HealthProbe probe, ITenantStore store, IEmailSender sender, SignOnOptions signOn, AppOptions options, TimeProvider clock)
{
    private const int MaxLookedAt = 1_000;
    private const int MaxShown = 100;

    /// <summary>Answers <c>GET /manage/health</c>. Looks at 1,000 tenants at most: ten storage operations.</summary>
    /// <param name="request">The request.</param>
    [Function("ManageHealth")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/health")] HttpRequest request)
    {
        var state = await probe.ReadAsync();
        var found = state.Storage ? await LookAsync(request.HttpContext.RequestAborted) : new TenantTroubles([], [], IsComplete: true);
        return new PageResult(HealthPage.Render(options.Name, ManageVisit.Of(request), state, sender.CanSend, found));
    }

    private async Task<TenantTroubles> LookAsync(CancellationToken cancellation)
    {
        var broken = new List<TenantOverview>();
        var domains = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var (lookedAt, isComplete) = (0, true);
        await foreach (var row in store.ListAfterAsync(null, 100, cancellation))
        {
            if (lookedAt++ == MaxLookedAt || broken.Count == MaxShown)
            {
                isComplete = false;
                break;
            }

            var tenant = TenantOverview.Of(row, signOn.PublicBaseUrl, clock.GetUtcNow());
            if (tenant.State == TenantState.Broken)
                broken.Add(tenant);
            foreach (var domain in tenant.Settings?.EmailDomains ?? [])
            {
                if (!domains.TryAdd(domain, [tenant.Id]))
                    domains[domain].Add(tenant.Id);
            }
        }

        var shared = domains.Where(d => d.Value.Count > 1).Select(d => new SharedDomain(d.Key, d.Value)).ToList();
        return new TenantTroubles(broken, [.. shared.Take(MaxShown)], isComplete && shared.Count <= MaxShown);
    }
}
