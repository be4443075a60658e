namespace SignOn;

/// <summary>Looks into the audit trail of sign-ins: for admins and support.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface ISignInHistory
{
    /// <summary>
    /// Reads lines, newest first, without their traces. One storage operation for each <see cref="SignInRange.PageSize"/> lines that are taken.
    /// </summary>
    IAsyncEnumerable<StoredSignIn> ListAsync(string tenantId, SignInRange range, CancellationToken cancellationToken);

    /// <summary>Reads only when and what, newest first. One storage operation for each 1,000 lines that are taken.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="from">The oldest instant (UTC), included.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<KeyValuePair<DateTimeOffset, SignInEvent>> ListEventsAsync(string tenantId, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>Reads the lines of one correlation id, newest first, with their traces. One storage operation, and one for each line.</summary>
    /// <returns>The lines, ten at most; empty when there is none.</returns>
    Task<IReadOnlyList<SignInRecord>> FindAsync(string tenantId, string correlationId, CancellationToken cancellationToken);
}
