using Saml;

namespace SignOn;

/// <summary>A customer's settings, parsed and checked. Immutable.</summary>
public sealed record Tenant
{
    /// <summary>The id: <c>[a-z0-9][a-z0-9-]{0,62}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether anybody may sign in.</summary>
    public required bool Enabled { get; init; }

    /// <summary>How the URLs look.</summary>
    public required UrlStyle UrlStyle { get; init; }

    /// <summary>Our entity ID towards this tenant's IdP.</summary>
    public required string EntityId { get; init; }

    /// <summary>Where the IdP posts responses; absolute.</summary>
    public required string AssertionConsumerUrl { get; init; }

    /// <summary>Where people start; absolute.</summary>
    public required string SignOnUrl { get; init; }

    /// <summary>Where our metadata is; absolute.</summary>
    public required string MetadataUrl { get; init; }

    /// <summary>The IdP that alone may sign in this tenant's users.</summary>
    public required IdentityProvider IdentityProvider { get; init; }

    /// <summary>Where requests go; absolute.</summary>
    public required string IdpSsoUrl { get; init; }

    /// <summary>Where the IdP sends its logout messages; absolute.</summary>
    public required string SingleLogoutUrl { get; init; }

    /// <summary>Where people are sent when they sign out; absolute. Null: nowhere.</summary>
    public string? IdpSloUrl { get; init; }

    /// <summary>What they bring there.</summary>
    public SloBinding IdpSloBinding { get; init; }

    /// <summary>Where our answers to logout requests go; absolute. Null: the IdP named no address for messages.</summary>
    public string? IdpSloResponseUrl { get; init; }

    /// <summary>Where the IdP's metadata is fetched from, to keep its keys current; null: an admin keeps them.</summary>
    public string? IdpMetadataUrl { get; init; }

    /// <summary>Until when what came from <see cref="IdpMetadataUrl"/> may be used (saml-metadata-2.0-os 2.3.1); null: until it is replaced.</summary>
    public DateTimeOffset? IdpMetadataValidUntil { get; init; }

    /// <summary>The NameID format to ask for; null for what the IdP's admin chose.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>How requests reach <see cref="IdpSsoUrl"/>.</summary>
    public RequestBinding RequestBinding { get; init; }

    /// <summary>Whether the IdP must authenticate people anew at every sign-in.</summary>
    public bool ForceAuthn { get; init; }

    /// <summary>The authentication contexts to ask for, compared with 'exact'; none: the IdP's choice.</summary>
    public IReadOnlyList<string> RequestedAuthnContexts { get; init; } = [];

    /// <summary>The authentication contexts of which one must come back; none: any.</summary>
    public IReadOnlyList<string> AcceptedAuthnContexts { get; init; } = [];

    /// <summary>Whether requests bring the product's name.</summary>
    public bool SendProviderName { get; init; }

    /// <summary>Whether sign-in may start at the IdP.</summary>
    public bool AllowIdpInitiated { get; init; }

    /// <summary>Whether requests are signed.</summary>
    public bool SignRequests { get; init; }

    /// <summary>Whether the Response itself must be signed.</summary>
    public bool RequireSignedResponse { get; init; }

    /// <summary>Whether signatures by a certificate outside its validity period are refused.</summary>
    public bool RejectExpiredCertificates { get; init; }

    /// <summary>Whether our metadata offers a key to encrypt to.</summary>
    public bool PublishEncryptionKey { get; init; }

    /// <summary>Whether unknown people are made users at their first sign-in.</summary>
    public bool JustInTime { get; init; }

    /// <summary>The tenant's own e-mail domains, lower case.</summary>
    public IReadOnlyList<string> EmailDomains { get; init; } = [];

    /// <summary>Absolute URLs below which people may be sent after sign-in.</summary>
    public IReadOnlyList<Uri> ReturnUrlAllowList { get; init; } = [];

    /// <summary>Where people go after sign-in when they wanted no other page.</summary>
    public required string LandingUrl { get; init; }

    /// <summary>How long a session lasts at most.</summary>
    public required TimeSpan SessionMaximum { get; init; }

    /// <summary>Which attributes hold what.</summary>
    public required AttributeMap AttributeMap { get; init; }

    /// <summary>What an admin should look at although the row works, for example a column that nothing reads.</summary>
    public IReadOnlyList<TenantRowError> Warnings { get; init; } = [];
}
