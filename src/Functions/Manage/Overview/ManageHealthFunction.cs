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
public sealed class ManageHealthFunction(HealthProbe probe, ITenantStore store, IEmailSender sender, SignOnOptions signOn, AppOptions options)
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
        var (broken, isComplete) = state.Storage ? await ListBrokenAsync(request.HttpContext.RequestAborted) : ([], true);
        return new PageResult(HealthPage.Render(options.Name, ManageVisit.Of(request), state, sender.CanSend, broken, isComplete));
    }

    private async Task<(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Broken, bool IsComplete)> ListBrokenAsync(CancellationToken cancellation)
    {
        var broken = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var lookedAt = 0;
        await foreach (var row in store.ListAfterAsync(null, 100, cancellation))
        {
            if (lookedAt++ == MaxLookedAt || broken.Count == MaxShown)
                return (broken, false);
            var tenant = TenantOverview.Of(row, signOn.PublicBaseUrl);
            if (tenant.State == TenantState.Broken)
                broken.Add(new(tenant.Id, [.. tenant.Errors.Select(e => e.ToString())]));
        }

        return (broken, true);
    }
}
