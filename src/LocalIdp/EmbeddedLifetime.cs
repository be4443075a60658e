using Microsoft.Extensions.Hosting;

namespace LocalIdp;

/// <summary>Leaves Ctrl+C and SIGTERM to the process that this server is a guest in.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
