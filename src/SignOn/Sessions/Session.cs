using Saml;

namespace SignOn;

/// <summary>A session as stored. The token itself is stored nowhere.</summary>
public sealed record Session
{
    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>SHA-256 of the token, in hex.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The user's key.</summary>
    public required string UserKey { get; init; }

    /// <summary>The IdP's entity ID.</summary>
    public required string Issuer { get; init; }

    /// <summary>The name that the IdP knows the session by; null when it sent none.</summary>
    public NameId? NameId { get; init; }

    /// <summary>The IdP's index of its session; null when it sent none.</summary>
    public string? SessionIndex { get; init; }

    /// <summary>When the IdP authenticated the person, or the emergency link was used (UTC).</summary>
    public required DateTimeOffset AuthnInstant { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Joins it with the sign-in.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The emergency link that opened it; null where the IdP did.</summary>
    public string? EmergencyLinkId { get; init; }

    /// <summary>Whether it was ended before its time.</summary>
    public bool Revoked { get; init; }

    /// <summary>Where a logout request by name finds this session; null without a <see cref="NameId"/>.</summary>
    public string? NameIdHash => NameId is null ? null : SessionKeys.ForNameId(Issuer, NameId);

    /// <summary>Where a logout request by index finds this session.</summary>
    public string SessionIndexHash => SessionKeys.ForSessionIndex(SessionIndex);
}
