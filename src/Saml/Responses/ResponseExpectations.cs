namespace Saml;

/// <summary>What a response must match: the tenant's trust and our own addresses. Nothing of it may come from the message.</summary>
public sealed record ResponseExpectations
{
    /// <summary>The IdP that alone may sign in this tenant's users.</summary>
    public required IdentityProvider IdentityProvider { get; init; }

    /// <summary>Our entity ID for this tenant: the audience. Where it is not an absolute URI, <c>spn:</c> + entity ID is taken too, as Entra sends it.</summary>
    public required string EntityId { get; init; }

    /// <summary>The tenant's assertion consumer URL, as configured (never as the request's Host header says).</summary>
    public required string AssertionConsumerUrl { get; init; }

    /// <summary>Our keys, tried in turn on what is encrypted; those that cannot decrypt are passed over. None: what is encrypted is refused.</summary>
    public IReadOnlyList<ServiceProviderKey> DecryptionKeys { get; init; } = [];

    /// <summary>IDs of the requests that this browser started for this tenant and that wait for an answer.</summary>
    public IReadOnlyCollection<string> RequestIds { get; init; } = [];

    /// <summary>Whether a response that answers no request (IdP-initiated) is taken.</summary>
    public bool AllowUnsolicited { get; init; }

    /// <summary>Whether the Response itself must be signed, not only the assertion (Kantara IIP-SP13).</summary>
    public bool RequireSignedResponse { get; init; }

    /// <summary>Whether a signature by a certificate outside its validity period is refused (Entra's gallery demands it; Kantara says to take it).</summary>
    public bool RejectExpiredCertificates { get; init; }
}
