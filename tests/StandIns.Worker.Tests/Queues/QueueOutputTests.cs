using System.Net;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Queues;

public sealed class QueueOutputTests(Storage storage)
{
    private readonly TestQueue _one = TestQueue.In(storage.ConnectionString);
    private readonly TestQueue _many = TestQueue.In(storage.ConnectionString);

    [Fact]
    public async Task An_object_becomes_one_message_of_JSON_beside_the_response()
    {
        await using var app = await AppAsync();

        var response = await app.Http.PostAsync("api/outputs/one", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var (text, _) = await _one.TakeAsync();
        Assert.Equal("""{"Name":"Zo\u00EB \u003C\u0026\u003E","Age":7}""", TestQueue.Decode(text));
        Assert.True(await _one.IsEmptyAsync());
        Assert.True(await _many.IsEmptyAsync());
    }

    [Fact]
    public async Task A_list_becomes_one_message_per_item()
    {
        await using var app = await AppAsync();

        await app.Http.PostAsync("api/outputs/many", null, TestContext.Current.CancellationToken);

        var first = await _many.TakeAsync();
        var second = await _many.TakeAsync();
        Assert.Equal(["first", "second"], [TestQueue.Decode(first.Text), TestQueue.Decode(second.Text)]);
        Assert.True(await _many.IsEmptyAsync());
        Assert.True(await _one.IsEmptyAsync());
    }

    [Theory]
    [InlineData("api/outputs/none", HttpStatusCode.Accepted)]
    [InlineData("api/returned", HttpStatusCode.OK)]
    public async Task Nothing_becomes_no_message(string path, HttpStatusCode status)
    {
        await using var app = await AppAsync();

        var response = await app.Http.PostAsync(path, null, TestContext.Current.CancellationToken);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.True(await _one.IsEmptyAsync());
        Assert.True(await _many.IsEmptyAsync());
    }

    [Fact]
    public async Task A_returned_string_is_sent_as_it_is()
    {
        await using var app = await AppAsync();

        await app.Http.PostAsync("api/returned/as-is", null, TestContext.Current.CancellationToken);

        Assert.Equal("as-is", TestQueue.Decode((await _one.TakeAsync()).Text));
    }

    [Fact]
    public async Task Without_encoding_the_text_is_stored_as_it_is()
    {
        await using var app = await AppAsync("\"messageEncoding\": \"none\"");

        await app.Http.PostAsync("api/returned/as-is", null, TestContext.Current.CancellationToken);

        Assert.Equal("as-is", (await _one.TakeAsync()).Text);
    }

    [Theory]
    [InlineData("api/outputs/text", HttpStatusCode.OK, "whole")]
    [InlineData("api/outputs/one", HttpStatusCode.InternalServerError, "")]
    public async Task An_output_that_fails_is_an_error_only_where_the_response_has_not_left(string path, HttpStatusCode status, string body)
    {
        // A wrong key is refused at once, while an outage is retried for seconds.
        var refused = storage.ConnectionString.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal);
        await using var app = await _one.AppOf("\"batchSize\": 16", typeof(OutputFunctions)).WithHttp().With("Storage:ConnectionString", refused)
            .With("One", _one.Name).With("Many", _many.Name).StartAsync();

        var response = await app.Http.PostAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caller_that_went_away_before_the_response_takes_the_message_with_it_as_on_the_host()
    {
        await using var app = await AppAsync();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = app.Http.PostAsync("api/too-late", null, caller.Token);
        Assert.Equal("running", await app.Probe.NextAsync<string>());

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(await _one.IsEmptyAsync());
    }

    private Task<FunctionApp> AppAsync(string queueValues = "\"batchSize\": 16") => _one.AppOf(queueValues, typeof(OutputFunctions)).WithHttp()
        .With("One", _one.Name).With("Many", _many.Name).StartAsync();
}
