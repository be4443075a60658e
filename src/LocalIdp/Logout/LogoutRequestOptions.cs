using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>A LogoutRequest to build (Core 3.7.1). Null leaves a part out.</summary>
/// <param name="IssueInstant">Time of issue.</param>
public sealed record LogoutRequestOptions(DateTimeOffset? IssueInstant)
{
    /// <summary>ID.</summary>
    public string? Id { get; init; } = SamlId.New();

    /// <summary>Where it is sent.</summary>
    public string? Destination { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? NotOnOrAfter { get; init; }

    /// <summary>Who sends it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whose sessions end.</summary>
    public string? NameId { get; init; }

    /// <summary>Format of the name.</summary>
    public string? NameIdFormat { get; init; } = SamlUris.PersistentNameId;

    /// <summary>NameQualifier of the name.</summary>
    public string? NameQualifier { get; init; }

    /// <summary>SPNameQualifier of the name.</summary>
    public string? SpNameQualifier { get; init; }

    /// <summary>Which sessions end; none for all.</summary>
    public IReadOnlyList<string> SessionIndexes { get; init; } = [];

    /// <summary>The receiver's certificate (RSA) to encrypt the name to.</summary>
    public X509Certificate2? EncryptTo { get; init; }
}
