namespace SignOn;

/// <summary>Finds tenants, cached at most 30 seconds.</summary>
public sealed class TenantDirectory
{
    /// <summary>Ids are compared in lower case.</summary>
    public ValueTask<TenantLookup> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The tenant whose people have addresses in this address's domain; null when there is none or more than one.</summary>
    public ValueTask<Tenant?> FindByEmailDomainAsync(string email, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Every tenant's state, for health pages: id and lookup. Reads the store.</summary>
    public IAsyncEnumerable<KeyValuePair<string, TenantLookup>> ListAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
