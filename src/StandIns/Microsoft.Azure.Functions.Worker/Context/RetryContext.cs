namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries by a function's retry policy (not redeliveries by a queue).</summary>
public abstract class RetryContext
{
    /// <summary>Zero on the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The policy's limit; zero without a policy.</summary>
    public abstract int MaxRetryCount { get; }
}
