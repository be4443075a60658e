using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>An enterprise application that is registered in the pretend directory.</summary>
public sealed record LocalIdpApplication
{
    /// <summary>The application's GUID: the <c>appid</c> of its metadata URL.</summary>
    public required Guid AppId { get; init; }

    /// <summary>The name on the tile.</summary>
    public required string Name { get; init; }

    /// <summary>Identifiers (entity IDs) that the application may use as Issuer; at least one. The first is the default audience.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>Reply URLs (assertion consumer services); at least one. The first is the default.</summary>
    public required IReadOnlyList<string> ReplyUrls { get; init; }

    /// <summary>Where the application starts a sign-in itself, or null.</summary>
    public string? SignOnUrl { get; init; }

    /// <summary>Whether the My Apps tile sends an unsolicited Response; when false the tile opens <see cref="SignOnUrl"/>.</summary>
    public bool IdpInitiated { get; init; } = true;

    /// <summary>RelayState of unsolicited Responses, or null for none.</summary>
    public string? RelayState { get; init; }

    /// <summary>NameID format used when the request asks for none.</summary>
    public string NameIdFormat { get; init; } = SamlUris.PersistentNameId;

    /// <summary>
    /// Attributes besides the default ones: attribute name → source. A source is <c>user.givenname</c>, <c>user.surname</c>,
    /// <c>user.displayname</c>, <c>user.mail</c>, <c>user.userprincipalname</c>, <c>user.objectid</c> or a constant in double quotes.
    /// </summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = TutorialAttributes;

    /// <summary>What is signed.</summary>
    public SignedParts Signs { get; init; } = SignedParts.Assertion;

    /// <summary>The certificate (RSA) to encrypt assertions to, as with Entra's token encryption; null encrypts nothing.</summary>
    public X509Certificate2? EncryptionCertificate { get; init; }

    /// <summary>Where the application publishes its own metadata, from which the page takes the certificate to encrypt to; null when it is not known.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>Audience to send in place of the identifier, or null.</summary>
    public string? Audience { get; init; }

    /// <summary>Session control: the session's longest life from sign-in, sent as SessionNotOnOrAfter; null sends none.</summary>
    public TimeSpan? SessionLifetime { get; init; }

    /// <summary>The certificate that the application signs its requests with, or null when it is not known.</summary>
    public X509Certificate2? RequestCertificate { get; init; }

    /// <summary>Whether requests without a signature are refused; needs <see cref="RequestCertificate"/>.</summary>
    public bool RequireSignedRequests { get; init; }

    /// <summary>'Logout URL': takes logout messages by HTTP-Redirect; null when the application has none.</summary>
    public string? LogoutUrl { get; init; }

    /// <summary>Whether logout requests are answered with PartialLogout, as when another application could not be reached.</summary>
    public bool PartialLogout { get; init; }

    /// <summary>The mappings that the pymetrics tutorial asks for.</summary>
    public static IReadOnlyDictionary<string, string> TutorialAttributes { get; } = new Dictionary<string, string>
    {
        ["UserFirstName"] = "user.givenname",
        ["UserLastName"] = "user.surname",
        ["UserEmail"] = "user.userprincipalname",
    };
}
