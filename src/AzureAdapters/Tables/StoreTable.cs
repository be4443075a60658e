using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// One table. It is made when a first write finds it missing, so no call is ever spent on asking; and every outage becomes the
/// domain's exception.
/// </summary>
internal sealed class StoreTable(TableServiceClient service, string name)
{
    /// <summary>The most changes that one transaction takes.</summary>
    public const int MaxBatch = 100;

    private readonly TableClient _table = service.GetTableClient(name);

    public Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                // A missing table is a missing row here.
                var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, null, cancellationToken);
                return found.HasValue ? found.Value : null;
            },
            cancellationToken);

    public Task WriteAsync(Func<TableClient, Task> write, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                try
                {
                    await write(_table);
                }
                catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
                {
                    await _table.CreateIfNotExistsAsync(cancellationToken);
                    await WriteToNewTableAsync(write);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Writes all or nothing; at most <see cref="MaxBatch"/> changes in one partition.</summary>
    public Task TransactAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        WriteAsync(table => table.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);

    /// <summary>Deletes rows of one partition, wherever there is one, whatever version: for rows that nobody writes again under the same key.</summary>
    public async Task DeleteAsync(string partition, IReadOnlyList<string> rows, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(MaxBatch))
        {
            try
            {
                await TransactAsync(
                    [.. chunk.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, r), ETag.All))],
                    cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // One that is gone already (two clean-ups at once, a hand edit) fails the whole; singly it is no error.
                foreach (var row in chunk)
                {
                    await WriteAsync(table => table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken), cancellationToken);
                }
            }
        }
    }

    /// <summary>Reads rows page by page, following continuation tokens; none when the table is missing.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string? filter, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken, int? maxPerPage = null)
    {
        await using var pages = _table.QueryAsync<TableEntity>(filter, maxPerPage, select, cancellationToken).AsPages().GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(() => NextAsync(pages), cancellationToken))
        {
            foreach (var entity in pages.Current.Values)
            {
                yield return entity;
            }
        }
    }

    /// <summary>A table that was just made may take a moment until every server of the service knows it.</summary>
    private async Task WriteToNewTableAsync(Func<TableClient, Task> write)
    {
        try
        {
            await write(_table);
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
        {
            throw new StorageUnavailableException($"Table {name} was just made and cannot be written yet.", TimeSpan.FromSeconds(2), e);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<Page<TableEntity>> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
        {
            return false;
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Outage.From($"Table {name}", e, cancellationToken) is { } outage)
        {
            throw outage;
        }
    }
}
