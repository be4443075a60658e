namespace SignOn;

/// <summary>A logout request of ours that waits for the IdP's answer. It lives in the protected cookie of the browser that signed out alone.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="RequestId">The ID of the LogoutRequest.</param>
/// <param name="ExpiresAt">When the answer comes too late (UTC).</param>
public sealed record PendingLogout(string TenantId, string RequestId, DateTimeOffset ExpiresAt)
{
    /// <summary>How long the IdP may take to reach all applications.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
}
