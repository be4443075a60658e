using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

internal static partial class QueueLog
{
    [LoggerMessage(40, LogLevel.Warning, "Queue '{Queue}' cannot be read; trying again in {Wait}.")]
    public static partial void CannotRead(ILogger logger, string queue, TimeSpan wait, Exception error);

    [LoggerMessage(41, LogLevel.Warning, "Message {Id} was tried {Count} times. Moving it to queue '{Queue}'.")]
    public static partial void Poison(ILogger logger, string id, int count, string queue);

    [LoggerMessage(42, LogLevel.Warning, "Message {Id} in queue '{Queue}' is not base64.")]
    public static partial void NotBase64(ILogger logger, string id, string queue);

    [LoggerMessage(43, LogLevel.Warning, "Message {Id} in queue '{Queue}' could not be finished; it will come again.")]
    public static partial void CannotFinish(ILogger logger, string id, string queue, Exception error);

    [LoggerMessage(44, LogLevel.Debug, "Message {Id} in queue '{Queue}' is no longer ours.")]
    public static partial void Lost(ILogger logger, string id, string queue);
}
