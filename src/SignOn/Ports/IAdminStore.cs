namespace SignOn;

/// <summary>Where API keys, setup links, emergency links, admins' sessions and attempts to sign in are kept.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface IAdminStore
{
    /// <summary>Stores a new key or link. One storage operation; two when its id is taken.</summary>
    /// <returns>False when another one has its kind, tenant and id already; that one is as it was.</returns>
    Task<bool> TryInsertGrantAsync(AdminGrant grant, CancellationToken cancellationToken);

    /// <summary>Reads a key (no tenant) or a link of a tenant; null when there is none. One storage operation.</summary>
    Task<AdminGrant?> ReadGrantAsync(AdminGrantKind kind, string? tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Reads all keys, or all links of a tenant, in no order.</summary>
    IAsyncEnumerable<AdminGrant> ListGrantsAsync(AdminGrantKind kind, string? tenantId, CancellationToken cancellationToken);

    /// <summary>Reads the setup links of all tenants that one actor made, in no order.</summary>
    /// <param name="actor">As <see cref="AdminGrant.CreatedBy"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    IAsyncEnumerable<AdminGrant> ListSetupLinksOfAsync(string actor, CancellationToken cancellationToken);

    /// <summary>The key of the seals, 32 octets, the same for all instances; the first call makes it.</summary>
    Task<byte[]> ReadSealKeyAsync(CancellationToken cancellationToken);

    /// <summary>Marks a key or link as revoked; does nothing when there is none.</summary>
    Task RevokeGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Marks a key or link as used on a day; does nothing when there is none.</summary>
    Task UseGrantAsync(AdminGrantKind kind, string? tenantId, string id, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Uses an emergency link up, on all instances together: of several who try, one succeeds.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The link.</param>
    /// <param name="by">Tells the one who tries from all others, so that an answer that got lost is no failure.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when it was used by another before, or is not there.</returns>
    Task<bool> TryUseOnceAsync(AdminGrantKind kind, string tenantId, string id, string by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Notes on a link that a step was done; does nothing when there is no such link.</summary>
    Task CompleteStepAsync(string tenantId, string linkId, SetupStep step, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Stores a new session. One storage operation.</summary>
    Task InsertSessionAsync(AdminSession session, CancellationToken cancellationToken);

    /// <summary>Reads a session; null when there is none. It may be revoked or expired: the caller checks. One storage operation.</summary>
    Task<AdminSession?> ReadSessionAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Notes that a session was used; does nothing when there is none.</summary>
    Task SeeSessionAsync(string tokenHash, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Ends a session; does nothing when there is none.</summary>
    Task RevokeSessionAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Stores that the bootstrap key was tried. One storage operation.</summary>
    Task AddAttemptAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Counts attempts since a time, on all instances; <paramref name="most"/> at most. One storage operation.</summary>
    Task<int> CountAttemptsAsync(DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>Deletes what is over: attempts, sessions a day after their end, keys and links 90 days after theirs.</summary>
    /// <returns>How many rows were deleted; <paramref name="limit"/> at most.</returns>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
