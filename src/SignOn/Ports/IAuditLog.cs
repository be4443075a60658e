namespace SignOn;

/// <summary>The audit trail of what admins changed, newest first.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface IAuditLog
{
    /// <summary>Adds a record. Call it before the change: no change may lack its record. One storage operation.</summary>
    Task AppendAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a page, newest first: one storage operation; of one tenant two at most, and one for each record. A page of one tenant may have few records, or none,
    /// and yet a next page, because it looks at 2,000 records of all tenants at most.
    /// </summary>
    /// <param name="tenantId">Only records of this tenant; null for all.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="size">Records of a page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The records, and where the next page begins; null when there is none.</returns>
    Task<(IReadOnlyList<AuditRecord> Records, string? Next)> ReadAsync(string? tenantId, string? after, int size, CancellationToken cancellationToken);

    /// <summary>Deletes records older than <paramref name="before"/>.</summary>
    /// <returns>How many records were deleted; <paramref name="limit"/> at most.</returns>
    Task<int> DeleteOlderAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
