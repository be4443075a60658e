using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table. Safe for use by many threads.</summary>
/// <remarks>
/// <see cref="ClientOptions.Retry"/> of the options says how a call is tried again that fails for a reason that may pass: no
/// connection, no answer within NetworkTimeout (100 seconds), or status 408, 429, 500, 502, 503 or 504. By default there are three
/// more tries, the first after 0.8 seconds, each later one after twice the time. Once the tries are used up:
/// a status gives a <see cref="RequestFailedException"/> with that status; a connection that failed gives one of status 0 where there
/// was a single try, and an <see cref="AggregateException"/> of them where there were more.
/// A try may have taken effect although its answer was lost, so the next try of an add can meet its own row.
/// </remarks>
public class TableClient
{
    private readonly TableProtocol _protocol;

    /// <summary>A client for a table of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string, with the account's key.</param>
    /// <param name="tableName">The table's name.</param>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>A client for a table of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string, with the account's key.</param>
    /// <param name="tableName">The table's name.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    /// <exception cref="ArgumentException">The connection string names no account.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(Connect(connectionString, options), tableName)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table's name.</param>
    /// <param name="credential">The account's name and key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table's name.</param>
    /// <param name="credential">The account's name and key.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(new TableProtocol(NotNull(endpoint), new SharedKeyLitePolicy(NotNull(credential)), options), tableName)
    {
    }

    /// <summary>A client that shows an identity's tokens.</summary>
    /// <param name="endpoint">The account's table endpoint, with https.</param>
    /// <param name="tableName">The table's name.</param>
    /// <param name="tokenCredential">The identity.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(new TableProtocol(NotNull(endpoint), TableProtocol.Bearer(NotNull(tokenCredential)), options), tableName)
    {
    }

    /// <summary>For derived classes in tests.</summary>
    protected TableClient()
    {
    }

    internal TableClient(TableProtocol protocol, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _protocol = protocol;
        Name = tableName;
        Uri = protocol.UriOf("/" + tableName);
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The table's address.</summary>
    public virtual Uri Uri { get; }

    /// <summary>Writes a filter in which each value is a quoted and escaped OData literal.</summary>
    /// <param name="filter">For example <c>$"PartitionKey eq {tenant}"</c>: values without quotes.</param>
    /// <exception cref="ArgumentException">A value has a type that OData has no literal for.</exception>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    /// <summary>Creates the table.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RequestFailedException">The table exists (409), the service refused, or could not be reached.</exception>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(Name), await _protocol.CreateTableAsync(Name, false, cancellationToken));

    /// <summary>Creates the table where it does not exist yet.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The table; the raw answer's status is 204, or 409 when it existed.</returns>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(Name), await _protocol.CreateTableAsync(Name, true, cancellationToken));

    /// <summary>Removes the table and its rows.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer, of status 404 when there was no such table.</returns>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _protocol.DeleteTableAsync(Name, cancellationToken);

    /// <summary>Adds a row.</summary>
    /// <param name="entity">The row, with both keys.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RequestFailedException">The row exists (409), the service refused, or could not be reached.</exception>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(() => RowRequest.Add(Name, entity), cancellationToken);

    /// <summary>Adds a row, or changes the one that is there.</summary>
    /// <param name="entity">The row, with both keys.</param>
    /// <param name="mode">What happens to properties that the row in the table has and this one lacks.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(() => RowRequest.Upsert(Name, entity, mode), cancellationToken);

    /// <summary>Changes a row.</summary>
    /// <param name="entity">The row, with both keys.</param>
    /// <param name="ifMatch">The version that the row must still have; <see cref="ETag.All"/> means any.</param>
    /// <param name="mode">What happens to properties that the row in the table has and this one lacks.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default value.</exception>
    /// <exception cref="RequestFailedException">
    /// The row has another version (412) or does not exist (404), the service refused, or could not be reached.
    /// </exception>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(
            () => ifMatch == default
                ? throw new ArgumentException("Value cannot be empty.", nameof(ifMatch))
                : RowRequest.Update(Name, entity, mode, ifMatch),
            cancellationToken);

    /// <summary>Removes a row.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's row key.</param>
    /// <param name="ifMatch">The version that the row must still have; the default value means any.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer, of status 404 when there was no such row.</returns>
    /// <exception cref="RequestFailedException">The row has another version (412), the service refused, or could not be reached.</exception>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        SendAsync(() => RowRequest.Delete(Name, partitionKey, rowKey, ifMatch), cancellationToken);

    /// <summary>Removes a row.</summary>
    /// <param name="entity">A row with the keys of the one to remove; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The version that the row must still have; the default value means any.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer, of status 404 when there was no such row.</returns>
    /// <exception cref="RequestFailedException">The row has another version (412), the service refused, or could not be reached.</exception>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        SendAsync(() => RowRequest.Delete(Name, NotNull(entity).PartitionKey, entity.RowKey, ifMatch), cancellationToken);

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's row key.</param>
    /// <param name="select">The properties to read, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RequestFailedException">The row does not exist (404), the service refused, or could not be reached.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await _protocol.GetAsync(PathTo(partitionKey, rowKey, select), false, cancellationToken);
        return Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads a row that may not exist.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's row key.</param>
    /// <param name="select">The properties to read, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The row, or an answer without a value, also when the whole table does not exist.</returns>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await _protocol.GetAsync(PathTo(partitionKey, rowKey, select), true, cancellationToken);
        return response.Status == 404 ? new MissingRowResponse<T>(response) : Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads rows, page after page.</summary>
    /// <param name="filter">An OData filter (see <see cref="CreateQueryFilter"/>), or <see langword="null"/> for all rows.</param>
    /// <param name="maxPerPage">The most rows of one page, at most 1000, which is also the default.</param>
    /// <param name="select">The properties to read, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached. Thrown while the rows are read.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = Columns(select);
        return new Pages<T>(FetchAsync, maxPerPage);

        async Task<Page<T>> FetchAsync(string token, int? size)
        {
            var (partitionKey, rowKey) = ContinuationToken.Parse(token);
            var path = new QueryString($"/{Name}()")
                .Add("$top", size).Add("$select", columns).Add("$filter", filter)
                .Add("NextPartitionKey", partitionKey).Add("NextRowKey", rowKey);
            var response = await _protocol.GetAsync(path.ToString(), false, cancellationToken);
            return Page<T>.FromValues(RowReader.ReadMany(response).ConvertAll(Row.As<T>), ContinuationToken.From(response), response);
        }
    }

    /// <summary>Writes 1 to 100 rows of one partition: all of them, or none.</summary>
    /// <param name="transactionActions">The writes; no row may occur twice.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One answer for each action, in their order.</returns>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    /// <exception cref="TableTransactionFailedException">An action was refused.</exception>
    /// <exception cref="RequestFailedException">The service refused the whole, or could not be reached.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        RowRequest[] rows = [.. transactionActions.Select(action => RowRequest.Of(Name, action))];
        return rows.Length == 0
            ? throw new InvalidOperationException("The transaction has no actions.")
            : await _protocol.TransactAsync(rows, cancellationToken);
    }

    private static TableProtocol Connect(string connectionString, TableClientOptions options)
    {
        var (endpoint, credential) = AccountConnection.Parse(connectionString);
        return new(endpoint, new SharedKeyLitePolicy(credential), options);
    }

    private static T NotNull<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }

    private static string Columns(IEnumerable<string> select) => select is null ? null : string.Join(',', select);

    private static T ReadOne<T>(Response response)
        where T : class, ITableEntity
    {
        try
        {
            return Row.As<T>(RowReader.ReadOne(response));
        }
        catch (JsonException e)
        {
            throw new RequestFailedException(response.Status, "The service's answer is not a row in JSON.", e);
        }
    }

    // Async, so that a wrong argument fails the task, as in the official client, rather than the call.
    private async Task<Response> SendAsync(Func<RowRequest> request, CancellationToken cancellationToken) =>
        await _protocol.WriteAsync(request(), cancellationToken);

    private string PathTo(string partitionKey, string rowKey, IEnumerable<string> select)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return new QueryString(RowRequest.RowPath(Name, partitionKey, rowKey)).Add("$select", Columns(select)).ToString();
    }
}
