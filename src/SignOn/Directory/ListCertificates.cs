using System.Globalization;

namespace SignOn;

/// <summary>The certificates of tenants' IdPs, so that operators see which expire. Tenants whose row does not parse have none to show.</summary>
public sealed class ListCertificates(ITenantStore store, SignOnOptions options)
{
    /// <summary>Certificates of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Tenants that are read for a page, and sorted together.</summary>
    public const int MaxTenants = 500;

    /// <summary>Reads a page. One storage operation; more where rows are so large that the service answers with fewer.</summary>
    /// <param name="afterTenant">The tenant after which to read, by id; null from the first one.</param>
    /// <param name="after">The continuation of the page before, of the same tenants; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async Task<CertificatePage> RunAsync(string? afterTenant, string? after, CancellationToken cancellationToken)
    {
        var (found, last, count, more) = (new List<TenantCertificate>(), (string?)null, 0, false);
        await foreach (var row in store.ListAfterAsync(afterTenant, MaxTenants + 1, cancellationToken))
        {
            more = count++ == MaxTenants;
            if (more)
            {
                break;
            }

            last = row.TenantId;
            if (TenantRow.Parse(row.TenantId, row.Columns, options.PublicBaseUrl) is TenantLookup.Found { Tenant: var tenant })
            {
                // A row may hold one certificate twice.
                found.AddRange(tenant.IdentityProvider.SigningKeys.DistinctBy(k => k.Thumbprint).Select(k => new TenantCertificate(tenant.Id, tenant.DisplayName, k.Thumbprint, k.NotBefore, k.NotAfter)));
            }
        }

        var (page, next) = SortedPages.Cut(found, KeyOf, after, PageSize);
        return new CertificatePage(page, next, more ? last : null);
    }

    private static string KeyOf(TenantCertificate certificate) =>
        string.Create(CultureInfo.InvariantCulture, $"{certificate.NotAfter.UtcTicks:D19}-{certificate.TenantId}-{certificate.Thumbprint}");
}
