namespace SignOn;

/// <summary>The settings that decide whether a response is accepted.</summary>
public sealed record TraceSettings
{
    private const int MaxCertificates = 8;
    private const int MaxAttributes = 8;
    private const int MaxContexts = 16;

    /// <summary>Our entity ID.</summary>
    public required string EntityId { get; init; }

    /// <summary>Our reply URL.</summary>
    public required string ReplyUrl { get; init; }

    /// <summary>The IdP's entity ID.</summary>
    public required string IdpEntityId { get; init; }

    /// <summary>The IdP's certificates; of very many only the first.</summary>
    public IReadOnlyList<TraceCertificate> Certificates { get; init; } = [];

    /// <summary>Column <c>AllowIdpInitiated</c>.</summary>
    public bool AllowIdpInitiated { get; init; }

    /// <summary>Column <c>RequireSignedResponse</c>.</summary>
    public bool RequireSignedResponse { get; init; }

    /// <summary>Column <c>RejectExpiredCertificates</c>.</summary>
    public bool RejectExpiredCertificates { get; init; }

    /// <summary>Column <c>ForceAuthn</c>.</summary>
    public bool ForceAuthn { get; init; }

    /// <summary>The ways of authentication of which one must come back (columns <c>AcceptedAuthnContexts</c> and <c>RequestedAuthnContexts</c>); none: any.</summary>
    public IReadOnlyList<string> AcceptedAuthnContexts { get; init; } = [];

    /// <summary>Column <c>JustInTime</c>.</summary>
    public bool JustInTime { get; init; }

    /// <summary>Column <c>SubjectAttributes</c>.</summary>
    public IReadOnlyList<string> SubjectAttributes { get; init; } = [];

    /// <summary>The settings of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    public static TraceSettings Of(Tenant tenant) => new()
    {
        EntityId = tenant.EntityId,
        ReplyUrl = tenant.AssertionConsumerUrl,
        IdpEntityId = tenant.IdentityProvider.EntityId,
        Certificates = [.. tenant.IdentityProvider.SigningKeys.Take(MaxCertificates).Select(k => new TraceCertificate(k.Thumbprint, k.NotBefore, k.NotAfter))],
        AllowIdpInitiated = tenant.AllowIdpInitiated,
        RequireSignedResponse = tenant.RequireSignedResponse,
        RejectExpiredCertificates = tenant.RejectExpiredCertificates,
        ForceAuthn = tenant.ForceAuthn,
        AcceptedAuthnContexts = [.. tenant.AcceptedAuthnContexts.Take(MaxContexts)],
        JustInTime = tenant.JustInTime,
        SubjectAttributes = [.. tenant.AttributeMap.Subject.Take(MaxAttributes)],
    };
}
