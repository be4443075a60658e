namespace Saml;

/// <summary>What an IdP's metadata says about it. It is as trustworthy as the way on which the document came.</summary>
public sealed record IdpDescription
{
    /// <summary>The IdP's entity ID, exactly as written.</summary>
    public required string EntityId { get; init; }

    /// <summary>Every signing key of its IDPSSODescriptor, without repetition; a key without a use counts (Kantara IIP-MD11).</summary>
    public required IReadOnlyList<IdpSigningKey> SigningKeys { get; init; }

    /// <summary>Where requests go by HTTP-Redirect, or null.</summary>
    public required string? SsoRedirectUrl { get; init; }

    /// <summary>Where requests go by HTTP-POST, or null.</summary>
    public required string? SsoPostUrl { get; init; }

    /// <summary>Where logout requests go by HTTP-Redirect, or null.</summary>
    public required string? SloRedirectUrl { get; init; }

    /// <summary>Where answers to logout requests go by HTTP-Redirect (ResponseLocation); null: where requests go.</summary>
    public string? SloRedirectResponseUrl { get; init; }

    /// <summary>Where logout requests go by HTTP-POST, or null.</summary>
    public string? SloPostUrl { get; init; }

    /// <summary>Where answers to logout requests go by HTTP-POST (ResponseLocation); null: where requests go.</summary>
    public string? SloPostResponseUrl { get; init; }

    /// <summary>The name identifier formats that it lists, in order.</summary>
    public required IReadOnlyList<string> NameIdFormats { get; init; }

    /// <summary>Whether it wants signed requests.</summary>
    public required bool WantAuthnRequestsSigned { get; init; }

    /// <summary>Until when the document may be used (UTC), or null.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>After how long the document should be fetched anew, or null when it does not say.</summary>
    public required TimeSpan? CacheDuration { get; init; }

    /// <summary>What an admin should know though it does not stand in the way, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
