namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The section <c>extensions.queues</c> of host.json, with the official defaults.</summary>
internal sealed record QueueSettings(
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    TimeSpan VisibilityTimeout,
    TimeSpan MaxPollingInterval,
    bool Base64)
{
    // The service's own limits: 32 messages a request, seven days of invisibility.
    private const int LargestBatch = 32;
    private static readonly TimeSpan LongestInvisibility = TimeSpan.FromDays(7);

    public static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="FunctionWorkerException">A value is wrong; the message names the file and the property.</exception>
    public static QueueSettings From(HostSettings host)
    {
        const string Queues = "extensions.queues.";
        var batchSize = host.GetInt(Queues + "batchSize", 16, 1, LargestBatch);
        return new QueueSettings(
            batchSize,
            host.GetInt(Queues + "newBatchThreshold", batchSize / 2, 0, int.MaxValue),
            host.GetInt(Queues + "maxDequeueCount", 5, 1, int.MaxValue),
            host.GetTimeSpan(Queues + "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, LongestInvisibility),
            host.GetTimeSpan(Queues + "maxPollingInterval", TimeSpan.FromMinutes(1), MinPollingInterval, TimeSpan.MaxValue),
            IsBase64(host, Queues + "messageEncoding"));
    }

    private static bool IsBase64(HostSettings host, string path) => host.GetString(path)?.ToLowerInvariant() switch
    {
        null or "base64" => true,
        "none" => false,
        var other => throw host.Wrong(path, $"is \"{other}\"; it must be \"base64\" or \"none\""),
    };
}
