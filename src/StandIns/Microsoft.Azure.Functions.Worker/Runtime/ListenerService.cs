using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Starts the queue and timer listeners once the app is up, and drains them when it stops.</summary>
internal sealed class ListenerService(
    FunctionTable table,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<ListenerService> logger) : IHostedService
{
    // With the official packages the listeners run in the host's process, beside the worker. Here they would load the storage client in the
    // very moment in which the first requests come in.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly List<IFunctionListener> _listeners = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = StartListenersSoonAsync());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IFunctionListener[] running;
        lock (_listeners)
        {
            running = [.. _listeners];
            _listeners.Clear(); // A host may be stopped twice.
        }

        await Task.WhenAll(running.Select(listener => listener.StopAsync(cancellationToken))).ConfigureAwait(false);
    }

    private async Task StartListenersSoonAsync()
    {
        try
        {
            await Task.Delay(Grace, lifetime.ApplicationStopping).ConfigureAwait(false);
            StartListeners();
        }
        catch (OperationCanceledException)
        {
            // Stopped before it began.
        }
    }

    private void StartListeners()
    {
        foreach (var function in table.Functions)
        {
            try
            {
                StartListener(function);
            }
#pragma warning disable CA1031 // As in the official host the other functions go on.
            catch (Exception e)
            {
                Log.ListenerFailed(logger, function.Name, e);
            }
#pragma warning restore CA1031
        }
    }

    private void StartListener(FunctionEntry function)
    {
        if (function.Trigger.CreateListener(function, services) is not { } listener) return;

        lock (_listeners)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return;

            listener.Start();
            _listeners.Add(listener);
        }
    }
}
