using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Runtime;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed, invocation {InvocationId}.")]
    public static partial void InvocationFailed(ILogger logger, string function, string invocationId, Exception error);

    [LoggerMessage(2, LogLevel.Information, "Function '{Function}' was cancelled, invocation {InvocationId}.")]
    public static partial void InvocationCancelled(ILogger logger, string function, string invocationId, Exception error);

    [LoggerMessage(3, LogLevel.Information, "Function '{Function}' is started through the admin endpoint.")]
    public static partial void ManualStart(ILogger logger, string function);

    [LoggerMessage(4, LogLevel.Error, "The listener of function '{Function}' could not start.")]
    public static partial void ListenerFailed(ILogger logger, string function, Exception error);

    [LoggerMessage(5, LogLevel.Information, "The caller of function '{Function}' went away before its response, so no output is sent, invocation {InvocationId}.")]
    public static partial void CallerGone(ILogger logger, string function, string invocationId);
}
