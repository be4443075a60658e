namespace FunctionsHost;

/// <summary>What host.json says of queues, or a setting that begins with <c>AzureFunctionsJobHost__</c>.</summary>
internal sealed record QueueSettings
{
    public int BatchSize { get; init; } = 16;

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan VisibilityTimeout { get; init; }

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    public static QueueSettings Read(string folder) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(folder, "host.json"))
        .AddEnvironmentVariables("AzureFunctionsJobHost__")
        .Build()
        .GetSection("extensions:queues")
        .Get<QueueSettings>() ?? new();
}
