namespace Saml;

/// <summary>A LogoutRequest that the tenant's IdP signed and sent to us. Only <see cref="LogoutVerifier"/> makes one.</summary>
public sealed class VerifiedLogoutRequest
{
    internal VerifiedLogoutRequest()
    {
    }

    /// <summary>The request's ID, which our answer names.</summary>
    public required string Id { get; init; }

    /// <summary>When the IdP issued it (UTC), by the IdP's clock.</summary>
    public required DateTimeOffset IssueInstant { get; init; }

    /// <summary>Whose sessions are to end.</summary>
    public required NameId NameId { get; init; }

    /// <summary>Which sessions; none means all of the subject's (saml-core-2.0-os 3.7.1).</summary>
    public required IReadOnlyList<string> SessionIndexes { get; init; }

    /// <summary>What the IdP wants back with the answer, or null.</summary>
    public required string? RelayState { get; init; }

    /// <summary>From this instant (UTC, skew included) the request is refused as too old; remember its ID until then.</summary>
    public required DateTimeOffset AcceptableUntil { get; init; }
}

/// <summary>An answer to a LogoutRequest of ours. It ends nothing: our own session ended before we asked.</summary>
public sealed class VerifiedLogoutResponse
{
    internal VerifiedLogoutResponse()
    {
    }

    /// <summary>The request that it answers.</summary>
    public required string InResponseTo { get; init; }

    /// <summary>Whether the IdP ended every session it knows of; false: some application may still be signed in.</summary>
    public required bool IsComplete { get; init; }
}
