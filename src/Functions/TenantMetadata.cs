using Saml;
using SignOn;

namespace Functions;

/// <summary>Describes the service provider that one tenant's IdP talks to.</summary>
/// <param name="tenants">Finds the tenant.</param>
/// <param name="keys">The keys to publish.</param>
/// <param name="options">The application's name and who runs it.</param>
/// <param name="time">The clock.</param>
public sealed class TenantMetadata(TenantDirectory tenants, IServiceProviderKeys keys, AppOptions options, TimeProvider time)
{
    /// <summary>A new key is published a day before it signs, so a reader that comes daily knows it in time.</summary>
    private static readonly TimeSpan CacheDuration = TimeSpan.FromHours(6);

    /// <summary>Counted from the day's end, so that the document stays the same for a day, in every instance.</summary>
    private static readonly TimeSpan SignedValidity = TimeSpan.FromDays(7);

    private readonly SignedMetadata _signed = new();

    /// <summary>Makes the document.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="sign">
    /// Whether to sign it. Only then it says until when it may be used: a reader that fetches it again and again is kept from old copies,
    /// while a file that somebody imports once must not stop working by itself.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The document; or none, and whether the reason is a broken row.</returns>
    /// <exception cref="StorageUnavailableException">Tenants or keys cannot be read.</exception>
    public async Task<(byte[]? Document, bool IsBroken)> ReadAsync(string tenantId, bool sign, CancellationToken cancellation)
    {
        switch (await tenants.FindAsync(tenantId, cancellation))
        {
            case TenantLookup.Found(var tenant):
                var ring = await keys.ReadAsync(cancellation);
                var metadata = Describe(tenant, ring);
                return (sign ? _signed.Sign(tenant.Id, metadata with { ValidUntil = EndOfToday() + SignedValidity }, ring.Active) : metadata.ToXml(), false);
            case TenantLookup.Broken:
                return (null, true);
            default:
                return (null, false);
        }
    }

    private SpMetadata Describe(Tenant tenant, ServiceProviderKeyRing ring) => new()
    {
        EntityId = tenant.EntityId,
        AssertionConsumerUrl = tenant.AssertionConsumerUrl,
        SingleLogoutUrl = tenant.SingleLogoutUrl,
        SigningKeys = ring.Published,
        EncryptionKey = tenant.PublishEncryptionKey ? ring.ForEncryption : null,
        NameIdFormat = tenant.NameIdFormat,
        AuthnRequestsSigned = tenant.SignRequests,
        DisplayName = options.Name,
        InformationUrl = options.Organization?.Url,
        Organization = options.Organization,
        ContactEmail = options.ContactEmail,
        RequestedAttributes = RequestedBy(tenant.AttributeMap),
        CacheDuration = CacheDuration,
    };

    private static string[] RequestedBy(AttributeMap map) =>
        [.. map.Subject.Concat(map.FirstName).Concat(map.LastName).Concat(map.DisplayName).Concat(map.Email).Concat(map.Roles).Concat(map.Groups)
            .Where(IsXmlText).Distinct(StringComparer.Ordinal)];

    // A row may hold what no document can; the rest of the metadata must not fail for it.
    private static bool IsXmlText(string name) => name.All(System.Xml.XmlConvert.IsXmlChar);

    private DateTimeOffset EndOfToday() => new(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
