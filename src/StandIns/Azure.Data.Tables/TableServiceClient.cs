using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The table service of one storage account. Safe for use by many threads.</summary>
public class TableServiceClient
{
    private readonly TableProtocol _protocol;

    /// <summary>A client for the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string, with the account's key.</param>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    /// <exception cref="ArgumentException">The connection string names no account.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>A client for the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string, with the account's key.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    /// <exception cref="ArgumentException">The connection string names no account.</exception>
    public TableServiceClient(string connectionString, TableClientOptions options = null)
    {
        var (endpoint, credential) = AccountConnection.Parse(connectionString);
        _protocol = new(endpoint, new SharedKeyLitePolicy(credential), options);
        Uri = endpoint;
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The account's name and key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>A client that signs with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The account's name and key.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        _protocol = new(endpoint, new SharedKeyLitePolicy(credential), options);
        Uri = endpoint;
    }

    /// <summary>A client that shows an identity's tokens.</summary>
    /// <param name="endpoint">The account's table endpoint, with https.</param>
    /// <param name="tokenCredential">The identity.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        _protocol = new(endpoint, TableProtocol.Bearer(tokenCredential), options);
        Uri = endpoint;
    }

    /// <summary>For derived classes in tests.</summary>
    protected TableServiceClient()
    {
    }

    /// <summary>The account's table endpoint.</summary>
    public virtual Uri Uri { get; }

    /// <summary>A client for one table, which shares this one's connections.</summary>
    /// <param name="tableName">The table's name.</param>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(_protocol, tableName);
    }

    /// <summary>Creates a table where it does not exist yet.</summary>
    /// <param name="tableName">The table's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The table; the raw answer's status is 204, or 409 when it existed.</returns>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return Response.FromValue(new TableItem(tableName), await _protocol.CreateTableAsync(tableName, true, cancellationToken));
    }

    /// <summary>Lists the account's tables.</summary>
    /// <param name="filter">An OData filter, or <see langword="null"/>.</param>
    /// <param name="maxPerPage">The most tables of one page, or <see langword="null"/> for the service's own limit of 1000.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="RequestFailedException">The service refused, or could not be reached.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default)
    {
        return new Pages<TableItem>(FetchAsync, maxPerPage);

        async Task<Page<TableItem>> FetchAsync(string token, int? size)
        {
            var path = new QueryString("/Tables").Add("$filter", filter).Add("$top", size).Add("NextTableName", token);
            var response = await _protocol.GetAsync(path.ToString(), false, cancellationToken);
            using var body = JsonDocument.Parse(response.Content);
            var tables = body.RootElement.GetProperty("value").EnumerateArray();
            return Page<TableItem>.FromValues(
                [.. tables.Select(table => new TableItem(table.GetProperty("TableName").GetString()))],
                response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next) ? next : null,
                response);
        }
    }
}
