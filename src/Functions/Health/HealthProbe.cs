using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions.Health;

/// <summary>
/// Asks each dependency whether it answers. The result is kept for a few seconds, and only one look is under way at a time: a public
/// endpoint must not turn each request into storage operations.
/// </summary>
/// <param name="store">Stands for Table Storage.</param>
/// <param name="keys">The signing keys.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
public sealed class HealthProbe(ITenantStore store, IServiceProviderKeys keys, TimeProvider clock, ILogger<HealthProbe> log)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly KeyProblem NoAnswer =
        new(KeyTrouble.Unreachable, "The keys could not be read, or not within three seconds. Look at the vault, its network rules and setting Keys__VaultUri; the log says more.");

    private readonly Lock _lock = new();
    private Task<HealthState>? _look;
    private long _lookedAt;

    /// <summary>The state of the dependencies, at most five seconds old.</summary>
    public Task<HealthState> ReadAsync()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && clock.GetElapsedTime(_lookedAt) > KeptFor))
            {
                _lookedAt = clock.GetTimestamp();
                _look = LookAsync();
            }

            return _look;
        }
    }

    private async Task<HealthState> LookAsync()
    {
        // Any id will do: a row that is not there is an answer too.
        var storage = IsUpAsync("storage", c => store.ReadAsync("health", c));
        var signing = IsUpAsync("keys", keys.ReadAsync);
        var (isUp, canSign) = (await storage, await signing);
        return new HealthState(isUp, canSign, keys.Problem ?? (canSign ? null : NoAnswer));
    }

    private async Task<bool> IsUpAsync(string dependency, Func<CancellationToken, Task> ask)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await ask(patience.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever goes wrong, the answer is that the dependency is down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.DependencyDown(log, dependency, e.Message);
            return false;
        }
    }
}
