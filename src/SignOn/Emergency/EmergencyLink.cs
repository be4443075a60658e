namespace SignOn;

/// <summary>Whom an emergency link lets in.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="AccessId">The opening that it belongs to (<see cref="EmergencyAccess.Id"/>).</param>
/// <param name="UserKey">The person.</param>
/// <param name="ExpiresAt">Until when it can be used (UTC).</param>
public sealed record EmergencyLink(string TenantId, string AccessId, string UserKey, DateTimeOffset ExpiresAt)
{
    /// <summary>When it was used (UTC); null while it was not.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
