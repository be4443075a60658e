namespace Saml;

/// <summary>What an assertion says, as read; not yet held against anything.</summary>
internal sealed class AssertionFacts
{
    internal NameId? NameId { get; set; }

    internal List<SubjectConfirmation> Confirmations { get; } = [];

    internal DateTimeOffset? NotBefore { get; set; }

    internal DateTimeOffset? NotOnOrAfter { get; set; }

    /// <summary>Each restriction is a list of audiences, one of which must match; all restrictions must hold (saml-core-2.0-os 2.5.1.4).</summary>
    internal List<List<string>> AudienceRestrictions { get; } = [];

    internal List<AuthnStatement> AuthnStatements { get; } = [];

    /// <summary>Of several authentications the latest tells how the subject is known now; null without any.</summary>
    internal AuthnStatement? Latest => AuthnStatements.MaxBy(s => s.AuthnInstant);

    internal List<SamlAttribute> Attributes { get; } = [];
}

/// <summary>saml-core-2.0-os 2.4.1.1. Times are null where not sent.</summary>
internal sealed record SubjectConfirmation(string? Method, string? Recipient, string? InResponseTo, DateTimeOffset? NotBefore, DateTimeOffset? NotOnOrAfter);

/// <summary>saml-core-2.0-os 2.7.2.</summary>
internal sealed record AuthnStatement(DateTimeOffset AuthnInstant, string? SessionIndex, DateTimeOffset? SessionNotOnOrAfter, string? ClassRef);
