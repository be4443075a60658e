namespace SignOn;

/// <summary>Where users are kept. All rows of a tenant can be changed together, or not at all.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot be reached.</remarks>
public interface IUserStore
{
    /// <summary>Reads one user by key (see <see cref="UserKeys"/>); null when there is none. One storage operation.</summary>
    Task<User?> ReadAsync(string tenantId, string userKey, CancellationToken cancellationToken);

    /// <summary>Reads the row of an e-mail address: an <see cref="Invitation"/>, an <see cref="EmailIndex"/>, or null. One storage operation.</summary>
    Task<EmailRow?> ReadEmailAsync(string tenantId, string emailKey, CancellationToken cancellationToken);

    /// <summary>Commits all changes in one transaction. One storage operation.</summary>
    /// <returns>
    /// False when a row to insert exists, a row to replace changed or vanished, or a row to delete as it was read changed; then nothing was written. Also false when an
    /// earlier attempt of this very call was committed and its answer got lost: read again before deciding anything.
    /// </returns>
    Task<bool> TryCommitAsync(string tenantId, IReadOnlyList<UserRowChange> changes, CancellationToken cancellationToken);

    /// <summary>Reads every user of a tenant, in no order; invitations and index rows are left out.</summary>
    IAsyncEnumerable<User> ListAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Reads the markers of all users of a tenant that wait to be provisioned.</summary>
    IAsyncEnumerable<PendingMarker> ListPendingAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Reads the marker of one user; null when the user does not wait.</summary>
    Task<PendingMarker?> ReadPendingAsync(string tenantId, string userKey, CancellationToken cancellationToken);

    /// <summary>
    /// Reads users by key, then the rows of e-mail addresses by key, from behind a key on: what an admin's list shows. Index rows are among them,
    /// because the store cannot pass them over at no cost: the caller counts what it looks at.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="after">The key of the last row seen; null for the beginning.</param>
    /// <param name="pageSize">Users of one storage operation, 1 to 1,000; of addresses it brings 1,000.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<UserRow> ListAfterAsync(string tenantId, string? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>Reads the marker of a mail; null when none waits. One storage operation.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="mailKey">See <see cref="UserKeys.ForMail"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<MailMarker?> ReadMailAsync(string tenantId, string mailKey, CancellationToken cancellationToken);

    /// <summary>Reads the markers of all mails of a tenant that wait.</summary>
    IAsyncEnumerable<MailMarker> ListMailAsync(string tenantId, CancellationToken cancellationToken);
}
