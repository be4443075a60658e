using Azure.Data.Tables;

namespace AzureAdapters;

/// <summary>
/// Makes the client of the tables and opens its first connection on another thread, while the rest of the app is being built. The
/// first use of the client costs about 50 ms of CPU, and in Azure a token of the managed identity: the first person after a cold start
/// would wait for both.
/// </summary>
internal sealed class TablesOpening
{
    // No tenant can have this id, so the answer is 'not found' and holds nobody's data.
    private const string NoTenant = "-";

    private readonly Task<TableServiceClient> _client;

    /// <summary>Begins.</summary>
    /// <param name="create">Makes the client; throws what <see cref="Client"/> then throws.</param>
    public TablesOpening(Func<TableServiceClient> create)
    {
        _client = Task.Run(create);
        Opened = OpenAsync();
    }

    /// <summary>The client; waits until it is made, not until its connection is open.</summary>
    public TableServiceClient Client => _client.GetAwaiter().GetResult();

    /// <summary>Ends when the attempt has ended, well or badly; never fails.</summary>
    public Task Opened { get; }

    private async Task OpenAsync()
    {
        try
        {
            await new TableTenantStore(await _client.ConfigureAwait(false)).ReadAsync(NoTenant, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whoever uses the client meets the same and tells the person.
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }
}
