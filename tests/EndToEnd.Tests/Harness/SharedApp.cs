using EndToEnd.Tests.Harness;

[assembly: AssemblyFixture(typeof(SharedApp))]

namespace EndToEnd.Tests.Harness;

/// <summary>One app for all tests that do not break it. Each test brings a tenant of its own, so they do not see each other.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    /// <summary>The app.</summary>
    public AppUnderTest App { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => App = await AppUnderTest.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}
