using Saml;
using SignOn;

namespace Functions;

/// <summary>Describes the service provider that one tenant's IdP talks to.</summary>
/// <param name="tenants">Finds the tenant.</param>
/// <param name="keys">The keys to publish.</param>
public sealed class TenantMetadata(TenantDirectory tenants, IServiceProviderKeys keys)
{
    /// <summary>Makes the document.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The document; or none, and whether the reason is a broken row.</returns>
    /// <exception cref="StorageUnavailableException">Tenants or keys cannot be read.</exception>
    public async Task<(byte[]? Document, bool IsBroken)> ReadAsync(string tenantId, CancellationToken cancellation)
    {
        switch (await tenants.FindAsync(tenantId, cancellation))
        {
            case TenantLookup.Found(var tenant):
                return (Describe(tenant, await keys.ReadAsync(cancellation)), false);
            case TenantLookup.Broken:
                return (null, true);
            default:
                return (null, false);
        }
    }

    private static byte[] Describe(Tenant tenant, ServiceProviderKeyRing ring) => new SpMetadata
    {
        EntityId = tenant.EntityId,
        AssertionConsumerUrl = tenant.AssertionConsumerUrl,
        SingleLogoutUrl = tenant.SingleLogoutUrl,
        SigningKeys = ring.Published,
        EncryptionKey = tenant.PublishEncryptionKey ? ring.ForEncryption : null,
        NameIdFormat = tenant.NameIdFormat,
        AuthnRequestsSigned = tenant.SignRequests,
    }.ToXml();
}
