namespace SignOn;

/// <summary>
/// The store cannot be reached, or it throttles. Nothing is known about a write that ended like this: it may have been
/// stored or not. Answer with 503 and a Retry-After header of <see cref="RetryAfter"/>.
/// </summary>
public sealed class StorageUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When it makes sense to try again; more than zero.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>Where our own keys are what cannot be read: why. Null for any other store.</summary>
    public KeyTrouble? Keys { get; init; }
}
