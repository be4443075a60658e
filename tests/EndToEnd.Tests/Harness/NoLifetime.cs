using Microsoft.Extensions.Hosting;

namespace EndToEnd.Tests.Harness;

/// <summary>Leaves the process's signals to the test runner.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
