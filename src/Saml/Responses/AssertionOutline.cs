namespace Saml;

/// <summary>What an assertion says of itself, without the person.</summary>
public sealed record AssertionOutline
{
    /// <summary>Whether this was read from octets that the IdP's key signed.</summary>
    public required bool IsProven { get; init; }

    /// <summary>The issuer; null when it names none.</summary>
    public string? Issuer { get; init; }

    /// <summary>When it was issued (UTC); null when it does not say so legally.</summary>
    public DateTimeOffset? IssueInstant { get; init; }

    /// <summary>Its own signature; null when it has none.</summary>
    public SignatureOutline? Signature { get; init; }

    /// <summary>Its bearer confirmations.</summary>
    public IReadOnlyList<ConfirmationOutline> Confirmations { get; init; } = [];

    /// <summary>From when on it is valid (UTC).</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>From when on it is no longer valid (UTC).</summary>
    public DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>Each restriction is a list of audiences, one of which must match; all restrictions must hold.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AudienceRestrictions { get; init; } = [];

    /// <summary>When the person signed in at the IdP (UTC), the latest; null when nobody did.</summary>
    public DateTimeOffset? AuthnInstant { get; init; }

    /// <summary>How the person signed in there then (AuthnContextClassRef); null when it is not said.</summary>
    public string? AuthnContextClassRef { get; init; }

    /// <summary>When the IdP's session ends (UTC), the earliest; null when it sets no bound.</summary>
    public DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>Whether there is a name identifier that is not blank.</summary>
    public bool HasNameId { get; init; }

    /// <summary>The name identifier's format; null when not sent.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>The attributes' names, and how many different values that are not blank each has.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Attributes { get; init; } = [];
}
