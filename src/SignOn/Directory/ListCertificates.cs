namespace SignOn;

/// <summary>The certificates of tenants' IdPs, so that operators see which expire. Tenants whose row does not parse have none to show.</summary>
public sealed class ListCertificates(ITenantStore store, SignOnOptions options)
{
    /// <summary>Tenants of a page.</summary>
    public const int PageSize = 100;

    /// <summary>Reads a page, by tenant. One storage operation; more where rows are so large that the service answers with fewer.</summary>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The certificates, and where the next page begins; null when there is none.</returns>
    /// <exception cref="StorageUnavailableException">The rows cannot be read.</exception>
    public async Task<(IReadOnlyList<TenantCertificate> Certificates, string? Next)> RunAsync(string? after, CancellationToken cancellationToken)
    {
        var (found, last, count) = (new List<TenantCertificate>(), after, 0);
        await foreach (var row in store.ListAfterAsync(after, PageSize + 1, cancellationToken))
        {
            if (count++ == PageSize)
            {
                return (found, last);
            }

            last = row.TenantId;
            if (TenantRow.Parse(row.TenantId, row.Columns, options.PublicBaseUrl) is TenantLookup.Found { Tenant: var tenant })
            {
                found.AddRange(tenant.IdentityProvider.SigningKeys.Select(k => new TenantCertificate(tenant.Id, tenant.DisplayName, k.Thumbprint, k.NotBefore, k.NotAfter)));
            }
        }

        return (found, null);
    }
}
