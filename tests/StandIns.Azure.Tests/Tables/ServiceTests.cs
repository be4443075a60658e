using System.Net;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Local;

namespace StandIns.Tests.Tables;

public sealed class ServiceTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_a_table_twice_is_an_error_or_not_as_the_caller_asks()
    {
        var name = NewName();
        var service = new TableServiceClient(storage.ConnectionString);
        var table = service.GetTableClient(name);
        Assert.Equal(name, (await table.CreateIfNotExistsAsync(Cancel)).Value.Name);

        Assert.Equal(409, (await table.CreateIfNotExistsAsync(Cancel)).GetRawResponse().Status);
        Assert.Equal(name, (await service.CreateTableIfNotExistsAsync(name, Cancel)).Value.Name);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync(Cancel));
        Assert.Equal((409, "TableAlreadyExists"), (error.Status, error.ErrorCode));
    }

    [Fact]
    public async Task A_deleted_table_is_gone_and_deleting_it_again_is_no_error()
    {
        var table = await storage.NewTableAsync();
        Assert.Equal(204, (await table.DeleteAsync(Cancel)).Status);

        Assert.Equal(404, (await table.DeleteAsync(Cancel)).Status);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel));
        Assert.Equal((404, "TableNotFound"), (error.Status, error.ErrorCode));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task Tables_are_listed_page_after_page()
    {
        var prefix = NewName();
        var service = new TableServiceClient(storage.ConnectionString);
        foreach (var suffix in "abc")
        {
            await service.CreateTableIfNotExistsAsync(prefix + suffix, Cancel);
        }

        var filter = TableClient.CreateQueryFilter($"TableName ge {prefix} and TableName lt {prefix + "z"}");
        var pages = await service.QueryAsync(filter, 2, Cancel).AsPages().ToListAsync(Cancel);

        Assert.Equal([prefix + "a", prefix + "b", prefix + "c"], pages.SelectMany(page => page.Values).Select(table => table.Name));
        Assert.True(pages.Count > 1);
    }

    [Fact]
    public async Task A_shared_key_opens_the_account_and_a_wrong_one_does_not()
    {
        var table = await storage.NewTableAsync();
        var parts = storage.ConnectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(p => p[..p.IndexOf('=')], p => p[(p.IndexOf('=') + 1)..]);
        var endpoint = new Uri(parts["TableEndpoint"]);

        var right = new TableServiceClient(endpoint, new TableSharedKeyCredential(parts["AccountName"], parts["AccountKey"]));
        var wrong = new TableClient(endpoint, table.Name, new TableSharedKeyCredential(parts["AccountName"], Convert.ToBase64String(new byte[64])));

        Assert.Equal(204, (await right.GetTableClient(table.Name).AddEntityAsync(new TableEntity("p", "r"), Cancel)).Status);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => wrong.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel));
        Assert.Equal(403, error.Status);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=AAAA;EndpointSuffix=core.windows.net", "https://acme.table.core.windows.net/")]
    [InlineData("AccountName=acme;AccountKey=AAAA;", "https://acme.table.core.windows.net/")]
    [InlineData("AccountName=acme;AccountKey=AAA=;TableEndpoint=http://127.0.0.1:1/acme", "http://127.0.0.1:1/acme")]
    public void A_connection_string_says_where_the_tables_are(string connectionString, string endpoint)
    {
        Assert.Equal(new Uri(endpoint), new TableServiceClient(connectionString).Uri);
        Assert.Equal($"{endpoint.TrimEnd('/')}/Users", new TableClient(connectionString, "Users").Uri.AbsoluteUri);
    }

    [Fact]
    public void A_connection_string_that_names_no_account_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new TableServiceClient("nonsense"));
        Assert.Throws<ArgumentException>(() => new TableServiceClient("AccountName=acme"));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(""));
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        var table = await storage.NewTableAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.QueryAsync<TableEntity>(cancellationToken: cancelled.Token).ToListAsync(Cancel).AsTask());
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task Storage_that_stopped_fails_after_the_retries_and_works_again_with_its_data_once_it_is_back()
    {
        await using var emulator = await StorageEmulator.StartAsync(cancellationToken: Cancel);
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(10);
        options.Retry.Mode = RetryMode.Fixed;
        var table = new TableClient(emulator.ConnectionString, NewName(), options);
        await table.CreateAsync(Cancel);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, Cancel);
        await emulator.StopAsync();

        // Two tries: one inner exception each. Without any retry the one failure would come bare, as a RequestFailedException of status 0.
        var error = await Assert.ThrowsAsync<AggregateException>(() => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel));
        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.All(error.InnerExceptions, inner => Assert.Equal(0, Assert.IsType<RequestFailedException>(inner).Status));

        await emulator.RestartAsync(Cancel);
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.GetInt32("V"));
    }

    [Fact]
    public async Task A_connection_that_breaks_without_retries_is_a_failed_request_of_status_zero()
    {
        await using var emulator = await StorageEmulator.StartAsync(cancellationToken: Cancel);
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        var table = new TableClient(emulator.ConnectionString, NewName(), options);
        await emulator.KillAsync();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateIfNotExistsAsync(Cancel));

        Assert.Equal(0, error.Status);
    }

    [Fact]
    public async Task A_token_is_sent_to_https_only()
    {
        var parts = storage.ConnectionString.Split(';').First(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal));
        var service = new TableServiceClient(new Uri(parts["TableEndpoint=".Length..]), new FixedToken());

        await Assert.ThrowsAsync<InvalidOperationException>(() => service.CreateTableIfNotExistsAsync(NewName(), Cancel));
    }

    private static string NewName() => "t" + Guid.NewGuid().ToString("N");

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
