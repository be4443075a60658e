using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

internal static partial class TimerLog
{
    [LoggerMessage(20, LogLevel.Debug, "Timer function '{Function}' runs next at {Time:O}.")]
    public static partial void NextRun(ILogger logger, string function, DateTime time);
}
