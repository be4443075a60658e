namespace SignOn;

/// <summary>What a browser posted to a tenant's assertion consumer URL.</summary>
public sealed record AcceptRequest
{
    /// <summary>The tenant, from the URL.</summary>
    public required string TenantId { get; init; }

    /// <summary>The form field SAMLResponse: base64 octets, as posted. Empty when there was no such field.</summary>
    public required ReadOnlyMemory<byte> SamlResponse { get; init; }

    /// <summary>The form field RelayState; used for IdP-initiated sign-in alone.</summary>
    public string? RelayState { get; init; }

    /// <summary>The requests in this browser's cookies. Those of other tenants and those that expired are ignored.</summary>
    public IReadOnlyList<PendingRequest> Pending { get; init; } = [];

    /// <summary>Joins the answer, the log and the audit trail.</summary>
    public required string CorrelationId { get; init; }
}
