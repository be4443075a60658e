using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// Runs one timer function at its times, never twice at once. The next time is counted from the start of a run: when it passes meanwhile, the
/// next run follows at once, and times in between are skipped.
/// </summary>
internal sealed class TimerListener : IFunctionListener, IDisposable
{
    // Task.Delay cannot wait longer than about 49 days, and a clock may be set meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FunctionEntry _function;
    private readonly TimerSchedule _schedule;
    private readonly FunctionRunner _runner;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private Task _loop = Task.CompletedTask;

    public TimerListener(
        FunctionEntry function,
        TimerTriggerAttribute trigger,
        HostSettings settings,
        FunctionRunner runner,
        IServiceProvider services,
        IHostApplicationLifetime lifetime,
        ILogger<TimerListener> logger)
    {
        _function = function;
        _schedule = TimerSchedule.Of(function, trigger, settings);
        _runner = runner;
        _clock = services.GetService<TimerClock>()?.Time ?? TimeProvider.System;
        _logger = logger;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    }

    public static TriggerInput Input() => new(new TimerInfo(), ReadOnlyDictionary<string, object?>.Empty);

    public void Start() => _loop = Task.Run(LoopAsync, CancellationToken.None);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Dispose();
    }

    public void Dispose() => _stop.Dispose();

    private async Task LoopAsync()
    {
        try
        {
            var due = _schedule.Next(Now());
            while (due is { } time)
            {
                TimerLog.NextRun(_logger, _function.Name, time);
                await WaitUntilAsync(time).ConfigureAwait(false);
                var now = Now();
                due = await RunAsync(now > time ? now : time).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task WaitUntilAsync(DateTime time)
    {
        while (time - Now() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _clock, _stop.Token).ConfigureAwait(false);
        }
    }

    // Gives the time of the next run.
    private async Task<DateTime?> RunAsync(DateTime start)
    {
        try
        {
            await _runner.RunAsync(_function, Input(), _stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The runner has logged it; the next run is due all the same.
        catch (Exception) when (!_stop.IsCancellationRequested)
        {
        }
#pragma warning restore CA1031

        return _schedule.Next(start);
    }

    private DateTime Now() => _clock.GetUtcNow().UtcDateTime;
}
