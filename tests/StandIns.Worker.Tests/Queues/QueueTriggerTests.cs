using System.Net;
using System.Text;
using Local;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Queues;

public sealed class QueueTriggerTests(Storage storage)
{
    private const string TwoTries = "\"maxDequeueCount\": 2";

    private readonly TestQueue _queue = TestQueue.In(storage.ConnectionString);

    [Fact]
    public async Task JSON_is_bound_to_an_object_whatever_the_case_of_its_names()
    {
        await _queue.AddAsync("""{"name":"Ann","AGE":41}""");
        await using var app = await _queue.AppOf(TwoTries, typeof(PersonQueueFunctions)).StartAsync();

        var seen = await app.Probe.NextAsync<Seen>();
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new Person("Ann", 41), seen.Value);
        Assert.Equal("1", seen.DequeueCount);
        Assert.True(await _queue.IsEmptyAsync());
    }

    [Fact]
    public async Task Text_and_bytes_are_bound_as_they_are()
    {
        var other = TestQueue.In(storage.ConnectionString);
        await _queue.AddAsync("{ not JSON é");
        await other.AddAsync("{ not JSON é");
        await using var text = await _queue.AppOf(TwoTries, typeof(TextQueueFunctions)).StartAsync();
        await using var binary = await other.AppOf(TwoTries, typeof(BinaryQueueFunctions)).StartAsync();

        Assert.Equal("{ not JSON é", (await text.Probe.NextAsync<Seen>()).Value);
        Assert.Equal("{ not JSON é", (await binary.Probe.NextAsync<Seen>()).Value);
    }

    [Fact]
    public async Task A_queue_that_appears_later_is_read()
    {
        await using var app = await _queue.AppOf(TwoTries, typeof(TextQueueFunctions)).StartAsync();

        await _queue.AddAsync("late");

        Assert.Equal("late", (await app.Probe.NextAsync<Seen>()).Value);
    }

    [Fact]
    public async Task A_message_that_keeps_failing_ends_in_the_poison_queue_unchanged()
    {
        await _queue.AddAsync("bad");
        var app = _queue.AppOf("\"maxDequeueCount\": 3", typeof(TextQueueFunctions));
        await using var _ = app;
        app.Builder.Services.AddSingleton(new Probe { FailuresLeft = int.MaxValue });
        await app.StartAsync();

        var counts = new List<string?>();
        for (var i = 0; i < 3; i++) counts.Add((await app.Probe.NextAsync<Seen>()).DequeueCount);

        Assert.Equal("bad", TestQueue.Decode((await _queue.TakePoisonAsync()).Text));
        await app.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["1", "2", "3"], counts);
        Assert.True(await _queue.IsEmptyAsync());
    }

    [Fact]
    public async Task A_message_that_fails_once_is_tried_again()
    {
        await _queue.AddAsync("twice");
        var app = _queue.AppOf(TwoTries, typeof(TextQueueFunctions));
        await using var _ = app;
        app.Builder.Services.AddSingleton(new Probe { FailuresLeft = 1 });
        await app.StartAsync();

        await app.Probe.NextAsync<Seen>();
        var again = await app.Probe.NextAsync<Seen>();
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("twice", "2"), (again.Value, again.DequeueCount));
        Assert.True(await _queue.IsEmptyAsync());
    }

    [Theory]
    [InlineData("{ not JSON")]
    [InlineData("[]")]
    [InlineData("{\"age\":\"old\"}")]
    public async Task A_message_that_does_not_bind_ends_in_the_poison_queue(string text)
    {
        await _queue.AddAsync(text);
        await using var app = await _queue.AppOf(TwoTries, typeof(PersonQueueFunctions)).StartAsync();

        Assert.Equal(text, TestQueue.Decode((await _queue.TakePoisonAsync()).Text));
    }

    [Fact]
    public async Task A_message_that_is_not_base64_goes_to_the_poison_queue_at_once_as_it_is()
    {
        await _queue.AddRawAsync("<not & base64>");
        await using var app = await _queue.AppOf("\"visibilityTimeout\": \"01:00:00\"", typeof(TextQueueFunctions)).StartAsync();

        Assert.Equal("<not & base64>", (await _queue.TakePoisonAsync()).Text);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(await _queue.IsEmptyAsync());
    }

    [Fact]
    public async Task Between_two_tries_passes_the_visibility_timeout()
    {
        await _queue.AddAsync("slow");
        var app = _queue.AppOf("\"visibilityTimeout\": \"00:00:02\"", typeof(TextQueueFunctions));
        await using var _ = app;
        app.Builder.Services.AddSingleton(new Probe { FailuresLeft = 1 });
        await app.StartAsync();

        var first = await app.Probe.NextAsync<Seen>();
        var second = await app.Probe.NextAsync<Seen>();

        // The service counts whole seconds, so a little less than two may pass.
        Assert.InRange(second.At - first.At, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_stopping_host_cancels_the_function_and_its_message_comes_again()
    {
        await _queue.AddAsync("unfinished");
        await using var app = await _queue.AppOf("\"maxDequeueCount\": 5", typeof(WaitingQueueFunctions)).StartAsync();
        await app.Probe.NextAsync<Seen>();

        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, (await _queue.TakeAsync()).DequeueCount);
    }

    [Fact]
    public async Task A_stopping_host_waits_for_a_function_that_goes_on_and_takes_no_more()
    {
        await _queue.AddAsync("finished");
        await using var app = await _queue.AppOf(TwoTries, typeof(GatedQueueFunctions)).StartAsync();
        var gate = await app.Probe.NextAsync<TaskCompletionSource>();

        var stop = app.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        await _queue.AddAsync("next");
        gate.SetResult();
        await stop;

        var (text, count) = await _queue.TakeAsync();
        Assert.Equal(("next", 1), (TestQueue.Decode(text), count));
        Assert.True(await _queue.IsEmptyAsync());
    }

    [Fact]
    public async Task A_message_stays_hidden_as_long_as_its_function_runs()
    {
        await _queue.AddAsync("long");
        var app = _queue.AppOf(TwoTries, typeof(GatedQueueFunctions));
        await using var _ = app;
        app.Builder.Services.AddSingleton(new QueueTimings(TimeSpan.FromSeconds(2)));
        await app.StartAsync();
        var gate = await app.Probe.NextAsync<TaskCompletionSource>();

        // Longer than the first hiding lasts; there is no event for a message that does not come again.
        await Task.Delay(TimeSpan.FromSeconds(3.5), TestContext.Current.CancellationToken);
        Assert.True(await _queue.IsEmptyAsync());
        gate.SetResult();
        Assert.Equal("long", (await app.Probe.NextAsync<Seen>()).Value);
        await app.Host.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(await _queue.IsEmptyAsync());
    }

    [Fact]
    public async Task No_more_messages_run_at_once_than_batch_size_and_threshold_allow()
    {
        for (var i = 0; i < 4; i++) await _queue.AddAsync($"{i}");
        await using var app = await _queue.AppOf("\"batchSize\": 2, \"newBatchThreshold\": 0", typeof(GatedQueueFunctions)).StartAsync();
        var first = await app.Probe.NextAsync<TaskCompletionSource>();
        var second = await app.Probe.NextAsync<TaskCompletionSource>();

        // The other two were not taken: somebody else gets them.
        await _queue.TakeAsync();
        await _queue.TakeAsync();
        first.SetResult();
        second.SetResult();
        await app.Probe.NextAsync<Seen>();
        await app.Probe.NextAsync<Seen>();
    }

    [Fact]
    public async Task The_listener_outlives_an_outage_of_the_storage()
    {
        await using var emulator = await StorageEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = TestQueue.In(emulator.ConnectionString);
        await queue.AddAsync("before");
        await using var app = await queue.AppOf(TwoTries, typeof(TextQueueFunctions)).StartAsync();
        Assert.Equal("before", (await app.Probe.NextAsync<Seen>()).Value);

        await emulator.StopAsync();
        await emulator.RestartAsync(TestContext.Current.CancellationToken);
        await queue.AddAsync("after");

        while ((string)(await app.Probe.NextAsync<Seen>()).Value! != "after")
        {
            // The first message may come again, if the outage began before it was deleted.
        }
    }

    [Fact]
    public async Task The_admin_endpoint_runs_a_queue_function_with_the_given_text()
    {
        await using var app = await _queue.AppOf(TwoTries, typeof(TextQueueFunctions)).StartAsync();
        using var content = new StringContent("""{"input": "by hand"}""", Encoding.UTF8, "application/json");

        var response = await app.Http.PostAsync("admin/functions/TakeText", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("by hand", (await app.Probe.NextAsync<Seen>()).Value);
    }
}
