using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>Sessions</c>: partition = tenant; a session and its index rows are written in one transaction.</summary>
public sealed class TableSessionStore(TableServiceClient service) : ISessionStore
{
    private static readonly string[] KeyOnly = ["RowKey"];
    private readonly StoreTable _table = new(service, "Sessions");

    /// <inheritdoc />
    public async Task InsertAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            await _table.TransactAsync(
                [.. SessionRows.Write(session).Select(r => new TableTransactionAction(TableTransactionActionType.Add, r))], cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // No two tokens are alike, so what is there is ours: the client tried again after an answer got lost.
        }
    }

    /// <inheritdoc />
    public async Task<Session?> ReadAsync(string tenantId, string tokenHash, CancellationToken cancellationToken) =>
        await _table.FindAsync(tenantId, SessionRows.Key(tokenHash), cancellationToken) is { } row ? SessionRows.Read(row) : null;

    /// <inheritdoc />
    public async Task RevokeAsync(string tenantId, string tokenHash, CancellationToken cancellationToken)
    {
        try
        {
            var row = new TableEntity(tenantId, SessionRows.Key(tokenHash)) { [SessionRows.Revoked] = true };
            await _table.WriteAsync(table => table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // No such session, so nothing to end.
        }
    }

    /// <inheritdoc />
    public async Task<int> RevokeAllAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        var hashes = await FindAsync(tenantId, SessionRows.UserPrefix(userKey), cancellationToken);
        foreach (var hash in hashes)
        {
            await RevokeAsync(tenantId, hash, cancellationToken);
        }

        return hashes.Count;
    }

    /// <inheritdoc />
    public async Task<int> DeleteAllAsync(string tenantId, string userKey, CancellationToken cancellationToken)
    {
        var hashes = await FindAsync(tenantId, SessionRows.UserPrefix(userKey), cancellationToken);
        var rows = new List<string>();
        foreach (var hash in hashes)
        {
            // The session says under which keys its index rows are. Where it is gone, the clean-up finds the others by expiry.
            string[] keys = await ReadAsync(tenantId, hash, cancellationToken) is { } session && session.UserKey == userKey
                ? [.. SessionRows.Write(session).Select(r => r.RowKey)]
                : [SessionRows.UserPrefix(userKey) + hash];

            // All rows of a session go in one transaction, with those of others: should we die, what is left is still found by the user.
            if (rows.Count + keys.Length > StoreTable.MaxBatch)
            {
                await _table.DeleteAsync(tenantId, rows, cancellationToken);
                rows.Clear();
            }

            rows.AddRange(keys);
        }

        await _table.DeleteAsync(tenantId, rows, cancellationToken);
        return hashes.Count;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> FindAsync(string tenantId, string nameIdHash, string? sessionIndexHash, CancellationToken cancellationToken) =>
        FindAsync(
            tenantId,
            sessionIndexHash is null ? SessionRows.NamePrefix(nameIdHash) : SessionRows.NamePrefix(nameIdHash, sessionIndexHash),
            cancellationToken);

    /// <inheritdoc />
    public async Task<int> DeleteExpiredAsync(string tenantId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var rows = new List<string>();
        var filter = Ranges.Rows(tenantId, SessionRows.ExpiryPrefix(DateTimeOffset.MinValue), SessionRows.ExpiryPrefix(before));
        await foreach (var row in _table.QueryAsync(filter, null, cancellationToken, Math.Min(limit, 1000)))
        {
            // All rows of a session go in one transaction: an expiry row that went first would leave the others for ever.
            string[] keys = [.. SessionRows.KeysOf(row)];
            if (rows.Count + keys.Length > StoreTable.MaxBatch)
            {
                await _table.DeleteAsync(tenantId, rows, cancellationToken);
                rows.Clear();
            }

            rows.AddRange(keys);
            if (++deleted == limit)
            {
                break;
            }
        }

        await _table.DeleteAsync(tenantId, rows, cancellationToken);
        return deleted;
    }

    private async Task<IReadOnlyList<string>> FindAsync(string tenantId, string prefix, CancellationToken cancellationToken)
    {
        var hashes = new List<string>();
        await foreach (var row in _table.QueryAsync(Ranges.Prefix(tenantId, prefix), KeyOnly, cancellationToken))
        {
            hashes.Add(SessionRows.TokenHash(row.RowKey));
        }

        return hashes;
    }
}
