using Microsoft.Extensions.Logging;

namespace Functions;

/// <summary>All that this project logs. Never a secret, an assertion, a name or an address of a person.</summary>
internal static partial class Log
{
    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>("CorrelationId:{CorrelationId}");

    public static IDisposable? CorrelationScope(ILogger log, string correlationId) => Scope(log, correlationId);

    [LoggerMessage(1, LogLevel.Warning, "{Function} could not reach storage")]
    public static partial void StorageUnavailable(ILogger log, Exception exception, string function);

    [LoggerMessage(2, LogLevel.Error, "{Function} failed unexpectedly")]
    public static partial void Unexpected(ILogger log, Exception exception, string function);

    [LoggerMessage(3, LogLevel.Error, "A message of {Length} characters in {Queue} is unreadable; it stays there until someone deletes it")]
    public static partial void PoisonUnreadable(ILogger log, string queue, int length);

    [LoggerMessage(4, LogLevel.Warning, "Health: {Dependency} is down: {Reason}")]
    public static partial void DependencyDown(ILogger log, string dependency, string reason);

    [LoggerMessage(40, LogLevel.Warning, "A browser that signs out gets no cookie for the IdP's answer: the keys for cookies could not be read")]
    public static partial void LogoutNotRemembered(ILogger log, Exception exception);
}
