using Saml;

namespace SignOn;

/// <summary>What a response said of itself, redacted and bounded.</summary>
public sealed record TraceMessage
{
    private const int MaxConfirmations = 3;
    private const int MaxAudiences = 6;
    private const int MaxAttributes = 40;

    /// <summary>Where it says it was sent.</summary>
    public string? Destination { get; init; }

    /// <summary>Issuer of the Response.</summary>
    public string? Issuer { get; init; }

    /// <summary>When the Response was issued.</summary>
    public DateTimeOffset? IssueInstant { get; init; }

    /// <summary>Short hash of the request that it answers; null for an unsolicited one.</summary>
    public string? Request { get; init; }

    /// <summary>The status codes.</summary>
    public string? Status { get; init; }

    /// <summary>The Response's signature; null when it is not signed.</summary>
    public TraceSignature? ResponseSignature { get; init; }

    /// <summary>Whether the assertion is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Whether the assertion could be read. All that follows is about it.</summary>
    public bool HasAssertion { get; init; }

    /// <summary>Whether what follows was read from signed octets; otherwise anybody may have written it.</summary>
    public bool Proven { get; init; }

    /// <summary>Issuer of the assertion.</summary>
    public string? AssertionIssuer { get; init; }

    /// <summary>When the assertion was issued.</summary>
    public DateTimeOffset? AssertionIssueInstant { get; init; }

    /// <summary>The assertion's signature; null when it has none of its own.</summary>
    public TraceSignature? AssertionSignature { get; init; }

    /// <summary>The bearer confirmations.</summary>
    public IReadOnlyList<TraceConfirmation> Confirmations { get; init; } = [];

    /// <summary>From when on it is valid.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>From when on it is no longer valid.</summary>
    public DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>The audiences; of several restrictions each is a list.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Audiences { get; init; } = [];

    /// <summary>When the person signed in at the IdP.</summary>
    public DateTimeOffset? AuthnInstant { get; init; }

    /// <summary>How the person signed in there; null when it is not said.</summary>
    public string? AuthnContext { get; init; }

    /// <summary>When the IdP's session ends.</summary>
    public DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>Whether there is a name identifier.</summary>
    public bool HasNameId { get; init; }

    /// <summary>The name identifier's format.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>The attributes' names.</summary>
    public IReadOnlyList<TraceAttribute> Attributes { get; init; } = [];

    internal static TraceMessage Of(ResponseOutline outline)
    {
        var message = new TraceMessage
        {
            Destination = Redaction.Text(outline.Destination),
            Issuer = Redaction.Text(outline.Issuer),
            IssueInstant = outline.IssueInstant,
            Request = Hash(outline.InResponseTo),
            Status = Redaction.Text(outline.Status),
            ResponseSignature = Of(outline.Signature),
            Encrypted = outline.IsEncrypted,
        };
        return outline.Assertion is not { } assertion ? message : message with
        {
            HasAssertion = true,
            Proven = assertion.IsProven,
            AssertionIssuer = Redaction.Text(assertion.Issuer),
            AssertionIssueInstant = assertion.IssueInstant,
            AssertionSignature = Of(assertion.Signature),
            Confirmations = [.. assertion.Confirmations.Take(MaxConfirmations).Select(c => new TraceConfirmation(Redaction.Text(c.Recipient), Hash(c.InResponseTo), c.NotOnOrAfter))],
            NotBefore = assertion.NotBefore,
            NotOnOrAfter = assertion.NotOnOrAfter,
            Audiences = [.. assertion.AudienceRestrictions.Take(MaxAudiences).Select(r => (IReadOnlyList<string>)[.. r.Take(MaxAudiences).Select(a => Redaction.Text(a)!)])],
            AuthnInstant = assertion.AuthnInstant,
            AuthnContext = Redaction.Text(assertion.AuthnContextClassRef),
            SessionNotOnOrAfter = assertion.SessionNotOnOrAfter,
            HasNameId = assertion.HasNameId,
            NameIdFormat = Redaction.Text(assertion.NameIdFormat),
            Attributes = [.. assertion.Attributes.Take(MaxAttributes).Select(a => new TraceAttribute(Redaction.Text(a.Key)!, a.Value))],
        };
    }

    private static TraceSignature? Of(SignatureOutline? signature) =>
        signature is null ? null : new TraceSignature(Redaction.Text(signature.Algorithm), signature.VerifiedBy, signature.NamedCertificate);

    private static string? Hash(string? request) => request is null ? null : PendingRequest.ShortIdOf(request);
}
