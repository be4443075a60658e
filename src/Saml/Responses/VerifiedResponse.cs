namespace Saml;

/// <summary>
/// The facts of a response that passed every check. It can only come from <see cref="ResponseVerifier"/>: whoever holds one,
/// holds proof. Every value was read from octets that the IdP's key signed.
/// </summary>
public sealed class VerifiedResponse
{
    internal VerifiedResponse()
    {
    }

    /// <summary>The entity ID of the IdP that issued the assertion.</summary>
    public required string Issuer { get; init; }

    /// <summary>The assertion's ID: accept it once (saml-profiles-2.0-os 4.1.4.5).</summary>
    public required string AssertionId { get; init; }

    /// <summary>The Response's ID when the Response itself was signed; null otherwise, because an unsigned ID can be changed at will.</summary>
    public required string? ResponseId { get; init; }

    /// <summary>The ID of the request that this answers: one of those expected. Null for an unsolicited (IdP-initiated) response.</summary>
    public required string? InResponseTo { get; init; }

    /// <summary>The subject's name identifier; null when the IdP sent none.</summary>
    public required NameId? NameId { get; init; }

    /// <summary>The IdP's index of its session (of several authentications the latest one's), to be named in logout requests; null when not sent.</summary>
    public required string? SessionIndex { get; init; }

    /// <summary>When the IdP authenticated the subject (UTC), the latest.</summary>
    public required DateTimeOffset AuthnInstant { get; init; }

    /// <summary>When our session must end at the latest (UTC, saml-core-2.0-os 2.7.2); null when the IdP sets no bound.</summary>
    public required DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>How the IdP authenticated the subject then (AuthnContextClassRef); null when it says so otherwise or not at all.</summary>
    public required string? AuthnContextClassRef { get; init; }

    /// <summary>All attributes of all attribute statements, in document order.</summary>
    public required IReadOnlyList<SamlAttribute> Attributes { get; init; }

    /// <summary>
    /// From this instant (UTC, skew included) the checks of time refuse this assertion. The memory of its ID must last as long.
    /// </summary>
    public required DateTimeOffset AcceptableUntil { get; init; }

    /// <summary>SHA-256 of the certificate whose key verified the signature that covers the assertion, in upper-case hex.</summary>
    public required string CertificateThumbprint { get; init; }

    /// <summary>The values of the attribute called <paramref name="name"/> (compared ordinally), of all its occurrences; empty when there is none.</summary>
    public IEnumerable<string> ValuesOf(string name) =>
        Attributes.Where(a => string.Equals(a.Name, name, StringComparison.Ordinal)).SelectMany(a => a.Values);
}
