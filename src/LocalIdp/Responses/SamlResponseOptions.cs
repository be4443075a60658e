namespace LocalIdp;

/// <summary>
/// Everything that stands in a SAML Response with one assertion. A new instance is valid and shaped as Entra's;
/// change parts with <c>with { … }</c>. Null leaves the attribute or element out, so that wrong Responses can be made.
/// </summary>
public sealed record SamlResponseOptions
{
    /// <summary>How long Entra's conditions last.</summary>
    public static readonly TimeSpan ConditionsLifetime = TimeSpan.FromMinutes(70);

    /// <summary>How long Entra's bearer confirmation lasts.</summary>
    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Defaults for a Response that is issued at <paramref name="now"/>.</summary>
    public SamlResponseOptions(DateTimeOffset now)
    {
        ResponseIssueInstant = AssertionIssueInstant = AuthnInstant = NotBefore = now;
        NotOnOrAfter = now + ConditionsLifetime;
        ConfirmationNotOnOrAfter = now + ConfirmationLifetime;
        ResponseId = SamlId.New();
        AssertionId = SessionIndex = SamlId.New();
    }

    /// <summary>ID of the Response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Version of the Response.</summary>
    public string? ResponseVersion { get; init; } = "2.0";

    /// <summary>IssueInstant of the Response.</summary>
    public DateTimeOffset? ResponseIssueInstant { get; init; }

    /// <summary>Destination of the Response.</summary>
    public string? Destination { get; init; } = "https://sp.example/saml/contoso/acs";

    /// <summary>InResponseTo of the Response; null for an unsolicited one.</summary>
    public string? InResponseTo { get; init; }

    /// <summary>Issuer of the Response.</summary>
    public string? ResponseIssuer { get; init; } = EntraNames.Issuer(LocalIdpOptions.DefaultDirectoryId);

    /// <summary>Status codes, outermost first, each nested in the one before; null leaves Status out.</summary>
    public IReadOnlyList<string>? StatusCodes { get; init; } = [SamlUris.Success];

    /// <summary>StatusMessage.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>False makes a Response without an assertion.</summary>
    public bool HasAssertion { get; init; } = true;

    /// <summary>ID of the assertion.</summary>
    public string? AssertionId { get; init; }

    /// <summary>Version of the assertion.</summary>
    public string? AssertionVersion { get; init; } = "2.0";

    /// <summary>IssueInstant of the assertion.</summary>
    public DateTimeOffset? AssertionIssueInstant { get; init; }

    /// <summary>Issuer of the assertion.</summary>
    public string? AssertionIssuer { get; init; } = EntraNames.Issuer(LocalIdpOptions.DefaultDirectoryId);

    /// <summary>NameID's value; null leaves the NameID out.</summary>
    public string? NameId { get; init; } = "ZpC4Xz1rQ8mT0vWkY3uJ7hLbN2sEfG6a";

    /// <summary>NameID's Format.</summary>
    public string? NameIdFormat { get; init; } = SamlUris.PersistentNameId;

    /// <summary>Method of the SubjectConfirmation; null leaves the confirmation out.</summary>
    public string? ConfirmationMethod { get; init; } = SamlUris.Bearer;

    /// <summary>Recipient in the SubjectConfirmationData.</summary>
    public string? Recipient { get; init; } = "https://sp.example/saml/contoso/acs";

    /// <summary>InResponseTo in the SubjectConfirmationData.</summary>
    public string? ConfirmationInResponseTo { get; init; }

    /// <summary>NotBefore in the SubjectConfirmationData, where the bearer profile forbids it.</summary>
    public DateTimeOffset? ConfirmationNotBefore { get; init; }

    /// <summary>NotOnOrAfter in the SubjectConfirmationData.</summary>
    public DateTimeOffset? ConfirmationNotOnOrAfter { get; init; }

    /// <summary>False leaves the whole Conditions element out.</summary>
    public bool HasConditions { get; init; } = true;

    /// <summary>NotBefore of the conditions.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>NotOnOrAfter of the conditions.</summary>
    public DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>
    /// AudienceRestrictions, each a list of audiences. Restrictions are and-ed, audiences in one are or-ed (Core 2.5.1.4).
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> AudienceRestrictions { get; init; } = [["https://sp.example/saml/contoso/metadata"]];

    /// <summary>XML of more conditions, for example <c>&lt;OneTimeUse /&gt;</c>; the assertion namespace is the default one.</summary>
    public IReadOnlyList<string> MoreConditions { get; init; } = [];

    /// <summary>Attributes in order; null leaves the AttributeStatement out.</summary>
    public IReadOnlyList<SamlClaim>? Attributes { get; init; }
        = EntraAttributes.For(LocalIdpOptions.DefaultDirectoryId, SampleUsers.BSimon, LocalIdpApplication.TutorialAttributes);

    /// <summary>False leaves the AuthnStatement out.</summary>
    public bool HasAuthnStatement { get; init; } = true;

    /// <summary>AuthnInstant.</summary>
    public DateTimeOffset? AuthnInstant { get; init; }

    /// <summary>SessionIndex; by default the assertion's ID, as Entra does.</summary>
    public string? SessionIndex { get; init; }

    /// <summary>SessionNotOnOrAfter: null by default.</summary>
    public DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>AuthnContextClassRef; null leaves the AuthnContext empty.</summary>
    public string? AuthnContext { get; init; } = SamlUris.PasswordContext;
}
