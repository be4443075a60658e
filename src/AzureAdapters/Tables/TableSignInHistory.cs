using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Reads table <c>SignIns</c> by ranges of keys alone: no filter makes the service look at rows that are not answered.</summary>
public sealed class TableSignInHistory(TableServiceClient service) : ISignInHistory
{
    private const int MaxLines = 10;
    private const int MostPerRead = 1000;
    private static readonly string[] KeyOnly = ["RowKey"];
    private static readonly string[] EventOnly = ["RowKey", "Event"];
    private readonly StoreTable _table = new(service, "SignIns");

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredSignIn> ListAsync(string tenantId, SignInRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // '-' follows the time in a key, and '.' follows '-'.
        var first = range.Before is { } before ? SignInRows.CountDown(before) + "." : "";
        // No key extends another, and every character of a key follows this one.
        var next = range.After is null ? "" : range.After + "!";
        var from = string.CompareOrdinal(next, first) > 0 ? next : first;
        var end = range.From is { } oldest ? SignInRows.CountDown(oldest) + "." : SignInRows.EndOfLines;
        var filter = Ranges.Rows(tenantId, from, end);
        await foreach (var row in _table.QueryAsync(filter, SignInRows.ColumnsWithoutTrace, cancellationToken, range.PageSize))
        {
            yield return new StoredSignIn(row.RowKey, SignInRows.Read(row));
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<KeyValuePair<DateTimeOffset, SignInEvent>> ListEventsAsync(
        string tenantId, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = Ranges.Rows(tenantId, "", SignInRows.CountDown(from) + ".");
        await foreach (var row in _table.QueryAsync(filter, EventOnly, cancellationToken, MostPerRead))
        {
            if (SignInRows.TimeOf(row.RowKey) is { } at)
            {
                yield return KeyValuePair.Create(at, SignInRows.EventOf(row));
            }
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SignInRecord>> FindAsync(string tenantId, string correlationId, CancellationToken cancellationToken)
    {
        if (SignInRows.IndexPrefix(correlationId) is not { } prefix)
        {
            return [];
        }

        var keys = new List<string>();
        await foreach (var row in _table.QueryAsync(Ranges.Prefix(tenantId, prefix), KeyOnly, cancellationToken, MaxLines))
        {
            keys.Add(row.RowKey[prefix.Length..]);
            if (keys.Count == MaxLines)
            {
                break;
            }
        }

        var rows = await Task.WhenAll(keys.Select(key => _table.FindAsync(tenantId, key, cancellationToken)));
        return [.. rows.OfType<TableEntity>().Select(SignInRows.Read)];
    }
}
