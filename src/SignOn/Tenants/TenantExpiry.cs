using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>What time has done to settings that were in order when they were saved.</summary>
/// <param name="ShutsOut">Whether nobody can sign in until it is mended.</param>
/// <param name="Error">The column, and the sentence that says what to do.</param>
public sealed record TenantExpiry(bool ShutsOut, TenantRowError Error)
{
    /// <summary>Looks at the metadata's end (saml-metadata-2.0-os 2.3.1) and at the certificates' validity.</summary>
    /// <param name="tenant">The settings.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null while there is nothing to say; a certificate among others that still run is such a case.</returns>
    public static TenantExpiry? Find(Tenant tenant, DateTimeOffset now)
    {
        if (tenant.IdpMetadataValidUntil is { } until && until <= now)
        {
            return new TenantExpiry(true, new TenantRowError(
                Columns.IdpMetadataUrl.Name,
                $"The metadata was valid until {MetadataState.Write(until)}, and no newer one could be fetched. Let the IdP's admin publish a current one; it is fetched at the next sign-in."));
        }

        if (tenant.IdentityProvider.SigningKeys.Any(k => k.NotBefore <= now && k.NotAfter > now))
        {
            return null;
        }

        return new TenantExpiry(tenant.RejectExpiredCertificates, new TenantRowError(
            Columns.IdpCertificates.Name,
            tenant.RejectExpiredCertificates
                ? "No certificate of the IdP is within its validity, and RejectExpiredCertificates is true. Add the one that the IdP signs with now."
                : "No certificate of the IdP is within its validity. People can sign in all the same, because RejectExpiredCertificates is false. Ask the IdP's admin for a current one."));
    }
}
