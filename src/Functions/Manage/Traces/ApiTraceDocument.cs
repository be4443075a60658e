using SignOn;

namespace Functions.Manage;

/// <summary>The JSON of <c>GET /manage/api/trace/{correlationId}</c>.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Lines">The lines of the correlation id, newest first.</param>
internal sealed record ApiTraceDocument(string Tenant, IReadOnlyList<ApiAttemptDocument> Lines)
{
    /// <summary>The document of what was found.</summary>
    /// <param name="lines">The lines; at least one.</param>
    public static ApiTraceDocument Of(IReadOnlyList<SignInRecord> lines) => new(lines[0].TenantId, [.. lines.Select(ApiAttemptDocument.Of)]);
}
