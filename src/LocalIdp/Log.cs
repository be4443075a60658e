using Microsoft.Extensions.Logging;

namespace LocalIdp;

/// <summary>Log lines. None holds a message or an assertion.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The pretend Entra ID listens on {BaseUrl}")]
    public static partial void Started(ILogger logger, string baseUrl);

    [LoggerMessage(2, LogLevel.Information, "Signed {User} in to {Application}, in response to {RequestId}")]
    public static partial void SignedIn(ILogger logger, string user, string application, string? requestId);

    [LoggerMessage(3, LogLevel.Warning, "Refused {Path}: {Reason} (correlation id {CorrelationId})")]
    public static partial void Refused(ILogger logger, string path, string reason, Guid correlationId);

    [LoggerMessage(4, LogLevel.Information, "Made a new signing certificate, {Thumbprint}, and signs with it; the earlier ones stay in the metadata")]
    public static partial void KeyRolled(ILogger logger, string thumbprint);

    [LoggerMessage(5, LogLevel.Information, "Assertions for {Application} are encrypted to {Thumbprint} from now on")]
    public static partial void EncryptionChosen(ILogger logger, string application, string thumbprint);
}
