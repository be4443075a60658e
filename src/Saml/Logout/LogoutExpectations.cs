namespace Saml;

/// <summary>What a logout message must match.</summary>
public sealed record LogoutExpectations
{
    /// <summary>The tenant's IdP.</summary>
    public required IdentityProvider IdentityProvider { get; init; }

    /// <summary>Our single logout URL for this tenant, as configured.</summary>
    public required string Destination { get; init; }

    /// <summary>Other entity IDs that the IdP uses as issuer of logout messages: Entra answers as <c>https://login.microsoftonline.com/{tid}/</c>.</summary>
    public IReadOnlyCollection<string> AlternativeIssuers { get; init; } = [];

    /// <summary>Whether a signature by a certificate outside its validity period is refused, as at sign-in.</summary>
    public bool RejectExpiredCertificates { get; init; }

    /// <summary>Our keys, for encrypted name identifiers.</summary>
    public IReadOnlyList<ServiceProviderKey> DecryptionKeys { get; init; } = [];

    /// <summary>The logout request of ours that this browser waits for an answer to, or null.</summary>
    public string? RequestId { get; init; }
}
