using Microsoft.Extensions.Logging;

namespace AzureAdapters;

/// <summary>Everything that the adapters log.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "Read {Count} versions of certificate {Name} from the vault. {Thumbprint} signs, until {NotAfter:u}.")]
    public static partial void KeysRead(ILogger logger, int count, string name, string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(102, LogLevel.Error, "Version {Version} of certificate {Name} cannot be used and is left out. It needs an exportable RSA key of at least 2048 bits or an EC key.")]
    public static partial void KeyUnusable(ILogger logger, string name, string version, Exception exception);

    [LoggerMessage(103, LogLevel.Error, "Certificate {Name} could not be read from the vault. The copy from {ReadAt:u} stays in use, and the vault is asked again in a minute.")]
    public static partial void KeysKept(ILogger logger, string name, DateTimeOffset readAt, Exception exception);

    [LoggerMessage(104, LogLevel.Information, "Made a signing key for this machine in {Path}.")]
    public static partial void PfxMade(ILogger logger, string path);
}
