namespace SignOn;

/// <summary>The memory of IDs that were accepted: what keeps a response from being used twice, on whichever instance.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface IUsedIdStore
{
    /// <summary>
    /// Marks all the IDs as used. Of any number of callers that race with the same IDs, on any instances, exactly one gets null.
    /// One storage operation, or one for each day (UTC) on which the IDs expire where that differs.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="ids">The IDs; what they say about themselves decides where they are looked for.</param>
    /// <param name="cancellationToken">Stops; the IDs may count as used then.</param>
    /// <returns>Null when no ID had been used before; otherwise the first of <paramref name="ids"/> that had.</returns>
    Task<UsedId?> TryUseAsync(string tenantId, IReadOnlyList<UsedId> ids, CancellationToken cancellationToken);

    /// <summary>Deletes IDs whose day of expiry (UTC) lies wholly before <paramref name="before"/>.</summary>
    /// <returns>How many rows were deleted; <paramref name="limit"/> at most.</returns>
    Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
