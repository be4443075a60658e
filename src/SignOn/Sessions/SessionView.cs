using Saml;

namespace SignOn;

/// <summary>Who is signed in, as of now.</summary>
public sealed record SessionView
{
    /// <summary>The tenant.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The user, at most 30 seconds old; never disabled.</summary>
    public required User User { get; init; }

    /// <summary>Whether the user still waits to be provisioned ('setting up your account').</summary>
    public bool IsPending => User.Status == UserStatus.Pending;

    /// <summary>The name that the IdP gave; null when it sent none.</summary>
    public required NameId? NameId { get; init; }

    /// <summary>When the IdP authenticated the person, or the emergency link was used (UTC).</summary>
    public required DateTimeOffset AuthnInstant { get; init; }

    /// <summary>When the session began (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the session ends (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it began through an emergency link: an operator vouches for the person, the IdP does not.</summary>
    public bool IsEmergency { get; init; }
}
