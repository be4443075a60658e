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
    private readonly List<IFunctionListener> _listeners = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // After the server listens, so that the first request does not wait for the storage client to load.
        lifetime.ApplicationStarted.Register(() => _ = Task.Run(StartListeners, CancellationToken.None));
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
