using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>Users</c>: partition = tenant, so that all rows of a tenant can change in one transaction; rows as in <see cref="UserKeys"/>.</summary>
public sealed class TableUserStore(TableServiceClient service) : IUserStore
{
    private const int MostPerRead = 1000;
    private readonly StoreTable _table = new(service, "Users");

    /// <inheritdoc />
    public async Task<User?> ReadAsync(string tenantId, string userKey, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, userKey, cancellationToken) is { } row ? UserRows.ReadUser(row) : null;

    /// <inheritdoc />
    public async Task<EmailRow?> ReadEmailAsync(string tenantId, string emailKey, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, emailKey, cancellationToken) is { } row ? UserRows.ReadEmail(row) : null;

    /// <inheritdoc />
    public async Task<PendingMarker?> ReadPendingAsync(string tenantId, string userKey, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, UserKeys.ForPending(userKey), cancellationToken) is { } row ? UserRows.ReadMarker(row) : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<PendingMarker> ListPendingAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Prefix(tenantId, UserKeys.ForPending("")), null, cancellationToken))
        {
            yield return UserRows.ReadMarker(row);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<User> ListAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Prefix(tenantId, "s-"), null, cancellationToken, 1000))
        {
            yield return UserRows.ReadUser(row);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<UserRow> ListAfterAsync(
        string tenantId, string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Users first: a directory that fills itself has an index row for each of them, and nobody would find the way past those.
        if (after?.StartsWith("e-", StringComparison.Ordinal) != true)
        {
            await foreach (var row in _table.QueryAsync(Ranges.PrefixAfter(tenantId, "s-", after), UserRows.ListColumns, cancellationToken, pageSize))
            {
                yield return UserRows.ReadUser(row);
            }

            after = null;
        }

        // Most are index rows, which are small and show nothing: as many at a time as there can be.
        await foreach (var row in _table.QueryAsync(Ranges.PrefixAfter(tenantId, "e-", after), UserRows.ListColumns, cancellationToken, MostPerRead))
        {
            yield return UserRows.ReadEmail(row);
        }
    }

    /// <inheritdoc />
    public async Task<MailMarker?> ReadMailAsync(string tenantId, string mailKey, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, mailKey, cancellationToken) is { } row ? MailRows.Read(row) : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<MailMarker> ListMailAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Prefix(tenantId, "m-"), null, cancellationToken, 1000))
        {
            yield return MailRows.Read(row);
        }
    }

    /// <inheritdoc />
    public async Task<bool> TryCommitAsync(string tenantId, IReadOnlyList<UserRowChange> changes, CancellationToken cancellationToken)
    {
        var actions = changes.Select(c => ActionOf(tenantId, c)).ToList();
        while (actions.Count > 0)
        {
            try
            {
                await _table.TransactAsync(actions, cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException e) when (IsAbsentDelete(e, actions))
            {
                // Nothing there to delete is as good as deleted, but the service refuses the whole for it.
                actions.RemoveAt(e.FailedTransactionActionIndex!.Value);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAbsentDelete(TableTransactionFailedException e, List<TableTransactionAction> actions) =>
        e.Status == 404 && e.ErrorCode != TableErrorCode.TableNotFound
        && e.FailedTransactionActionIndex is { } index && index < actions.Count
        && actions[index].ActionType == TableTransactionActionType.Delete;

    private static TableTransactionAction ActionOf(string tenantId, UserRowChange change) => change switch
    {
        UserRowChange.Insert insert => new(TableTransactionActionType.Add, UserRows.Write(tenantId, insert.Row)),
        // Merged, so that columns of others (an admin's notes, a later version's) stay.
        UserRowChange.Replace { Row: User or PendingMarker or Invitation } merge => new(TableTransactionActionType.UpdateMerge, UserRows.Write(tenantId, merge.Row), ETagOf(merge.Row)),
        // Replaced, because an invitation that becomes an index row must leave no address behind.
        UserRowChange.Replace replace => new(TableTransactionActionType.UpdateReplace, UserRows.Write(tenantId, replace.Row), ETagOf(replace.Row)),
        UserRowChange.Delete delete => new(TableTransactionActionType.Delete, new TableEntity(tenantId, delete.Key), delete.ETag is { } etag ? new ETag(etag) : ETag.All),
        _ => throw new ArgumentException($"Changes of type {change.GetType().Name} are unknown here.", nameof(change)),
    };

    private static ETag ETagOf(UserRow row) =>
        row.ETag is { } etag ? new ETag(etag) : throw new ArgumentException("A row can only be replaced after it was read: it has no ETag.", nameof(row));
}
