using Microsoft.Extensions.Logging;
using SignOn;

namespace AzureAdapters;

/// <summary>Everything that the adapters log.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "Read {Count} versions of certificate {Name} from the vault. {Thumbprint} signs, until {NotAfter:u}.")]
    public static partial void KeysRead(ILogger logger, int count, string name, string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(102, LogLevel.Error, "Version {Version} of certificate {Name} cannot be used and is left out. It needs an exportable RSA key of at least 2048 bits or an EC key.")]
    public static partial void KeyUnusable(ILogger logger, string name, string version, Exception exception);

    [LoggerMessage(103, LogLevel.Error, "Certificate {Name} could not be read from the vault. The copy from {ReadAt:u} stays in use, and the vault is asked again in a minute. {Trouble}")]
    public static partial void KeysKept(ILogger logger, string name, DateTimeOffset readAt, string trouble, Exception exception);

    [LoggerMessage(104, LogLevel.Information, "Made a signing key for this machine in {Path}.")]
    public static partial void PfxMade(ILogger logger, string path);

    [LoggerMessage(108, LogLevel.Error, "The keys beside {Path} could not be read anew; those that were read before stay in use.")]
    public static partial void PfxKept(ILogger logger, string path, Exception exception);

    [LoggerMessage(105, LogLevel.Warning, "{Count} keys of the request cookies in table DataProtection are not wrapped by a certificate. They are ignored; delete their rows.")]
    public static partial void UnwrappedKeysIgnored(ILogger logger, int count);

    [LoggerMessage(106, LogLevel.Warning, "Key {KeyId} of the request cookies cannot be unwrapped, so a sign-in under way has to start again. Enable the certificate's version that it names, if there still is one.")]
    public static partial void CookieKeyLost(ILogger logger, Guid keyId, Exception exception);

    [LoggerMessage(107, LogLevel.Information, "Another instance made a key of the request cookies at the same moment; that one is used.")]
    public static partial void CookieKeyRace(ILogger logger);

    [LoggerMessage(111, LogLevel.Error, "The keys of the request cookies could not be read anew; those that were read before stay in use, and the table is read again in a minute.")]
    public static partial void CookieKeysKept(ILogger logger, Exception exception);

    [LoggerMessage(109, LogLevel.Error, "Our keys cannot be used ({Kind}). {Trouble}")]
    public static partial void KeysUnavailable(ILogger logger, KeyTrouble? kind, string trouble, Exception? exception);

    [LoggerMessage(110, LogLevel.Warning, "Version {Version} of certificate {Name} has expired and could not be read. What is encrypted to it cannot be decrypted before the next look, in 30 minutes.")]
    public static partial void ExpiredKeyUnread(ILogger logger, string name, string version, Exception exception);

    [LoggerMessage(112, LogLevel.Error, "Our keys could not be read at the start. They are read again when somebody needs them.")]
    public static partial void KeysNotReadAtStart(ILogger logger, Exception exception);
}
