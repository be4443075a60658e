using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Manage;

/// <summary>What somebody looks for.</summary>
/// <param name="Id">The correlation id as typed; empty for none.</param>
/// <param name="Tenant">The tenant as typed; empty for any.</param>
/// <param name="After">The tenant after which to go on; null to begin with the first.</param>
internal sealed record TraceSearch(string Id, string Tenant, string? After)
{
    private const int MaxLength = 100;

    /// <summary>Reads a query.</summary>
    /// <param name="request">The request.</param>
    public static TraceSearch Of(HttpRequest request) => new(
        Cut(request.Query["id"].ToString()), Cut(request.Query["tenant"].ToString()), request.Query["after"].ToString() is { Length: > 0 } after ? Cut(after) : null);

    /// <summary>Searches. A tenant that can be none has nothing.</summary>
    /// <param name="attempts">Where.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<AttemptSearch> RunAsync(FindAttempt attempts, CancellationToken cancellation) =>
        Tenant.Length == 0 ? await attempts.AnywhereAsync(Id, After, cancellation)
        : TenantIds.Normalize(Tenant) is { } tenant ? await attempts.InAsync(tenant, Id, cancellation)
        : new AttemptSearch([], null);

    private static string Cut(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > MaxLength ? trimmed[..MaxLength] : trimmed;
    }
}
