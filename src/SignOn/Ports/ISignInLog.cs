namespace SignOn;

/// <summary>Writes the audit trail of sign-ins; <see cref="ISignInHistory"/> reads it.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface ISignInLog
{
    /// <summary>Adds a record. One storage operation.</summary>
    Task AppendAsync(SignInRecord record, CancellationToken cancellationToken);

    /// <summary>Takes a user's key out of all records that have it. The records stay.</summary>
    /// <returns>How many records were changed.</returns>
    Task<int> EraseUserAsync(string tenantId, string userKey, CancellationToken cancellationToken);

    /// <summary>Deletes records older than <paramref name="before"/>.</summary>
    /// <returns>How many records were deleted; <paramref name="limit"/> at most.</returns>
    Task<int> DeleteOlderAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
