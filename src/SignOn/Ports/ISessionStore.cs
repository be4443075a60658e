namespace SignOn;

/// <summary>Where sessions are kept, each under the hash of its token.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface ISessionStore
{
    /// <summary>Stores a new session and its index rows in one transaction. One storage operation.</summary>
    Task InsertAsync(Session session, CancellationToken cancellationToken);

    /// <summary>Reads a session; null when there is none. It may be revoked or expired: the caller checks. One storage operation.</summary>
    Task<Session?> ReadAsync(string tenantId, string tokenHash, CancellationToken cancellationToken);

    /// <summary>Ends one session; does nothing when there is none.</summary>
    Task RevokeAsync(string tenantId, string tokenHash, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of a user.</summary>
    /// <returns>How many sessions were ended, those that had ended already included.</returns>
    Task<int> RevokeAllAsync(string tenantId, string userKey, CancellationToken cancellationToken);

    /// <summary>Finds the sessions that an IdP's logout request means (saml-core-2.0-os 3.7.1).</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="nameIdHash">See <see cref="Session.NameIdHash"/>.</param>
    /// <param name="sessionIndexHash">See <see cref="Session.SessionIndexHash"/>; null for all sessions of that name.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Token hashes.</returns>
    Task<IReadOnlyList<string>> FindAsync(string tenantId, string nameIdHash, string? sessionIndexHash, CancellationToken cancellationToken);

    /// <summary>Deletes all sessions of a user, index rows included.</summary>
    /// <returns>How many sessions were deleted.</returns>
    Task<int> DeleteAllAsync(string tenantId, string userKey, CancellationToken cancellationToken);

    /// <summary>Deletes sessions that expired before <paramref name="before"/>, index rows included, oldest first.</summary>
    /// <returns>How many sessions were deleted; <paramref name="limit"/> at most.</returns>
    Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
