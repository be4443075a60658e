namespace SignOn;

/// <summary>Asks for a user to be provisioned. It holds no personal data, because queues are read by many.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="UserKey">The user's key.</param>
/// <param name="CorrelationId">Joins it with the sign-in.</param>
/// <param name="EnqueuedAt">When it was made (UTC).</param>
public sealed record ProvisionUserMessage(string TenantId, string UserKey, string CorrelationId, DateTimeOffset EnqueuedAt)
{
    /// <summary>The sign-in's trace (W3C Trace Context), to which provisioning is linked; null where nothing was recorded, or the message was sent again.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Checks what came out of a queue, where anything may lie.</summary>
    /// <exception cref="ArgumentException">It names no tenant or no user.</exception>
    internal void ThrowIfMalformed()
    {
        if (!TenantIds.IsValid(TenantId))
        {
            throw new ArgumentException("The message's TenantId is no tenant id.");
        }

        if (!UserKeys.IsSubjectKey(UserKey))
        {
            throw new ArgumentException("The message's UserKey is no user key ('s-' and 64 hex digits).");
        }
    }
}
