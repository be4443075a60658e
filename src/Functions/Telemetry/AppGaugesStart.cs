using Microsoft.Extensions.Hosting;

namespace Functions.Telemetry;

/// <summary>Has the gauges made when the app starts: nobody else asks for them.</summary>
/// <param name="gauges">The gauges.</param>
internal sealed class AppGaugesStart(AppGauges gauges) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        gauges.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
