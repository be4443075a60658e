using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StandIns.Worker.Tests.Samples;

namespace StandIns.Worker.Tests.Timers;

public sealed class TimerFunctionTests
{
    [Fact]
    public async Task A_timer_runs_at_its_times()
    {
        var clock = new WatchedTime(new DateTimeOffset(2026, 11, 22, 10, 0, 1, TimeSpan.Zero));
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(RareTimerFunctions)).With("Schedule", "0 */5 * * * *");
        await using var _ = app;
        app.Builder.Services.AddSingleton(new TimerClock(clock));
        await app.StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(299), await clock.NextWaitAsync());
        clock.Advance(TimeSpan.FromMinutes(5));
        await app.Probe.NextAsync<TimerInfo>();
        Assert.Equal(TimeSpan.FromSeconds(299), await clock.NextWaitAsync());
        clock.Advance(TimeSpan.FromSeconds(299));
        await app.Probe.NextAsync<TimerInfo>();
        Assert.Equal(TimeSpan.FromMinutes(5), await clock.NextWaitAsync());
    }

    [Fact]
    public async Task A_run_that_outlasts_the_next_time_is_followed_by_another_at_once_and_by_no_third()
    {
        var clock = new WatchedTime(new DateTimeOffset(2026, 11, 22, 10, 0, 1, TimeSpan.Zero));
        var app = FunctionApp.Of(HostJson.NoPrefix, typeof(LongTimerFunctions)).With("Schedule", "0 */5 * * * *");
        await using var _ = app;
        app.Builder.Services.AddSingleton(new TimerClock(clock)).AddSingleton(new LongRun(() => clock.Advance(TimeSpan.FromMinutes(12))));
        await app.StartAsync();

        await clock.NextWaitAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        await app.Probe.NextAsync<TimerInfo>();
        await app.Probe.NextAsync<TimerInfo>();

        // Until 10:20: the times that passed during the first run are made up by one run.
        Assert.Equal(TimeSpan.FromSeconds(179), await clock.NextWaitAsync());
    }

    [Theory]
    [InlineData("/admin/functions/Rare", """{"input": ""}""")]
    [InlineData("/admin/functions/rare", """{"input": null}""")]
    [InlineData("/admin/functions/rare", "{}")]
    public async Task The_admin_endpoint_runs_a_timer_at_once(string path, string body)
    {
        await using var app = await FunctionApp.Of(null, typeof(RareTimerFunctions)).With("Schedule", "0 0 0 1 1 *").StartAsync();

        var response = await PostAsync(app, path, body);

        Assert.Equal(HttpStatusCode.Accepted, response);
        await app.Probe.NextAsync<TimerInfo>();
    }

    [Theory]
    [InlineData("/admin/functions/other", "{}", HttpStatusCode.NotFound)]
    [InlineData("/admin/functions/rare", "", HttpStatusCode.BadRequest)]
    [InlineData("/admin/functions/rare", "[]", HttpStatusCode.BadRequest)]
    [InlineData("/admin/functions/rare", """{"input": 1}""", HttpStatusCode.BadRequest)]
    [InlineData("/admin/functions", "{}", HttpStatusCode.NotFound)]
    public async Task The_admin_endpoint_refuses_what_it_does_not_know(string path, string body, HttpStatusCode status)
    {
        await using var app = await FunctionApp.Of(null, typeof(RareTimerFunctions)).With("Schedule", "0 0 0 1 1 *").StartAsync();

        Assert.Equal(status, await PostAsync(app, path, body));
    }

    private static async Task<HttpStatusCode> PostAsync(FunctionApp app, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>A clock that tells when somebody began to wait for it, so that a test moves it only then.</summary>
    private sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public Task<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Probe.Limit);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
