namespace SignOn;

/// <summary>Asks for a user to be provisioned. It holds no personal data, because queues are read by many.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="UserKey">The user's key.</param>
/// <param name="CorrelationId">Joins it with the sign-in.</param>
/// <param name="EnqueuedAt">When it was made (UTC).</param>
public sealed record ProvisionUserMessage(string TenantId, string UserKey, string CorrelationId, DateTimeOffset EnqueuedAt);
