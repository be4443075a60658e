using SignOn;

namespace Functions.Manage;

/// <summary>A setup link.</summary>
/// <param name="Id">Its public part.</param>
/// <param name="Name">For whom it is.</param>
/// <param name="State">"active", "expired" or "revoked".</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="ExpiresAt">When it ends (UTC).</param>
/// <param name="Steps">The steps of the guide that were done through it.</param>
/// <param name="MayReplace">Whether it may replace an identity provider that is set up.</param>
/// <param name="Url">The link itself. Only in the answer to making it: nothing can show it again.</param>
internal sealed record ApiSetupLinkDocument(
    string Id, string Name, string State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, IReadOnlyList<ApiSetupStep> Steps, bool MayReplace, string? Url)
{
    /// <summary>The document of a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="now">The time.</param>
    /// <param name="url">The link itself; null when it is not new.</param>
    public static ApiSetupLinkDocument Of(AdminGrant link, DateTimeOffset now, string? url = null) => new(
        link.Id,
        link.Name,
        link.RevokedAt is not null ? "revoked" : link.IsActive(now) ? "active" : "expired",
        link.CreatedAt,
        link.ExpiresAt,
        [.. link.Steps.OrderBy(s => s.Key).Select(s => new ApiSetupStep(s.Key.ToString(), s.Value))],
        link.MayWrite,
        url);
}
