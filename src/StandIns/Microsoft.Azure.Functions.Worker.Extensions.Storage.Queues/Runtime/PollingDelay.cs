namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>How long to wait before the next poll of an empty queue: doubling with some chance, up to a maximum.</summary>
internal sealed class PollingDelay(TimeSpan maximum)
{
    private TimeSpan _next = QueueSettings.MinPollingInterval;

    public void Reset() => _next = QueueSettings.MinPollingInterval;

    public TimeSpan Next()
    {
        var wait = _next;

        // Spread by a fifth, so that instances that started together do not stay in step.
#pragma warning disable CA5394 // Not a secret.
        var doubled = _next * (1.8 + (Random.Shared.NextDouble() * 0.4));
#pragma warning restore CA5394
        _next = doubled < maximum ? doubled : maximum;
        return wait;
    }
}
