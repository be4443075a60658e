namespace SignOn;

/// <summary>Removes a tenant and everything that is stored under it. What was begun can be found and finished after a crash.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface ITenantRemoval
{
    /// <summary>Takes the tenant's settings away and leaves a mark in their place, both or neither. One storage operation.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="etag">The version of the settings that was read.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when the settings changed or are gone. Also when the answer got lost and the call was repeated: then they are gone.</returns>
    Task<bool> TryRemoveAsync(string tenantId, string etag, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Whether there is a mark for an id. One storage operation.</summary>
    Task<bool> IsRemovedAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Reads every mark: the tenant, and when it was removed.</summary>
    IAsyncEnumerable<(string TenantId, DateTimeOffset At)> ListAsync(CancellationToken cancellationToken);

    /// <summary>Deletes rows of every kind that are stored under a tenant, the audit trail of changes excepted; its keys and links are revoked.</summary>
    /// <returns>How many rows were deleted; about <paramref name="limit"/> at most.</returns>
    Task<int> DeleteRowsAsync(string tenantId, int limit, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes the mark of one removal away; does nothing when there is none, or when it is of another one. Two storage operations.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="at">When it was removed, as listed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ForgetAsync(string tenantId, DateTimeOffset at, CancellationToken cancellationToken);
}
