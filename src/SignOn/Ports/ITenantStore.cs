namespace SignOn;

/// <summary>Where the settings of tenants are kept: one flat row for each.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface ITenantStore
{
    /// <summary>Reads one tenant's row; null when there is none.</summary>
    Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Reads every tenant's row, in no order.</summary>
    IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads the rows behind a tenant's id, by id, a storage page at a time.</summary>
    /// <param name="after">The id; null for all rows.</param>
    /// <param name="pageSize">Rows of one storage operation, 1 to 1,000. Certificates make rows large, so ask for no more than are shown.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a whole row. With an ETag the row must still be the one that was read; without one it must not exist yet.
    /// </summary>
    /// <returns>False when the row changed, vanished or exists already; then nothing was written.</returns>
    Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken);

    /// <summary>Writes some columns of a row and leaves the others as they are, if the row is still the one that was read.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="etag">The version that was read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>
    /// False when the row changed or vanished; then nothing was written. Also when the answer got lost and the write was repeated: the row
    /// then shows it.
    /// </returns>
    Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken);
}
