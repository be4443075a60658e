using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Takes messages from one queue in batches and hands each to the processor.</summary>
internal sealed class QueueListener : IFunctionListener, IDisposable
{
    private readonly QueueAddress _address;
    private readonly QueueSettings _settings;
    private readonly QueueTimings _timings;
    private readonly QueueClient _queue;
    private readonly QueueProcessor _processor;
    private readonly ILogger _logger;
    private readonly PollingDelay _delay;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly List<Task> _inFlight = [];
    private readonly Task _stopped;
    private Task _loop = Task.CompletedTask;

    public QueueListener(
        FunctionEntry function,
        QueueAddress address,
        QueueSettings settings,
        FunctionRunner runner,
        IServiceProvider services,
        IHostApplicationLifetime lifetime,
        ILogger<QueueListener> logger)
    {
        _address = address;
        _settings = settings;
        _timings = services.GetService<QueueTimings>() ?? QueueTimings.Official;
        _queue = new QueueClient(address);
        var poison = address.Poison is { } other ? new QueueClient(other) : null;
        _processor = new QueueProcessor(function, _queue, poison, settings, _timings, runner, logger);
        _logger = logger;

        // From the first sign of a stop nothing more is taken: its function would be cancelled at once, and the try would count.
        _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        _stopped = Task.Delay(Timeout.Infinite, _stop.Token);
        _delay = new PollingDelay(settings.MaxPollingInterval);
    }

    public void Start()
    {
        QueueWatcher.Shared.Register(_address.Uri, Wake);
        _loop = Task.Run(LoopAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        QueueWatcher.Shared.Unregister(_address.Uri, Wake);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_loop.IsCompleted)
        {
            await Task.WhenAll(_inFlight).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A message that outlives the time to stop still needs its token.
        if (_loop.IsCompleted && _inFlight.TrueForAll(task => task.IsCompleted)) Dispose();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _wake.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await WaitForRoomAsync().ConfigureAwait(false);
            var wait = await PollAsync().ConfigureAwait(false);
            if (wait > TimeSpan.Zero) await SleepAsync(wait).ConfigureAwait(false);
        }
    }

    /// <summary>Takes one batch; how long to wait before the next.</summary>
    private async Task<TimeSpan> PollAsync()
    {
        try
        {
            // A queue that does not exist is an empty one: whoever sends the first message creates it. So does the official extension.
            var messages = await _queue.ReceiveAsync(_settings.BatchSize, _timings.Invisible, _stop.Token).ConfigureAwait(false);
            if (messages is not { Count: > 0 }) return _delay.Next();

            foreach (var message in messages) _inFlight.Add(Task.Run(() => _processor.ProcessAsync(message, _stop.Token), CancellationToken.None));
            _delay.Reset();
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
#pragma warning disable CA1031 // Storage may be down in any way; the listener outlives it.
        catch (Exception e)
        {
            var wait = _delay.Next();
            QueueLog.CannotRead(_logger, _queue.Name, wait, e);
            return wait;
        }
#pragma warning restore CA1031
    }

    private async Task WaitForRoomAsync()
    {
        _inFlight.RemoveAll(task => task.IsCompleted);
        while (_inFlight.Count > _settings.NewBatchThreshold && !_stop.IsCancellationRequested)
        {
            await Task.WhenAny([.. _inFlight, _stopped]).ConfigureAwait(false);
            _inFlight.RemoveAll(task => task.IsCompleted);
        }
    }

    private async Task SleepAsync(TimeSpan wait)
    {
        try
        {
            if (await _wake.WaitAsync(wait, _stop.Token).ConfigureAwait(false)) _delay.Reset();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It was woken already, or has stopped.
        }
    }
}
