using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// How to reach an account: a queue endpoint with either the account's key or a section of settings that describes a credential.
/// </summary>
internal sealed record StorageAccount(Uri QueueEndpoint, string? Name, byte[]? Key, IConfigurationSection? Credential)
{
    // Public values of the storage emulator, the same on every machine.
    private const string EmulatorName = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>
    /// Reads the connection as the official extension does: the setting <c>AzureWebJobs</c> + name before the setting name, and each
    /// under <c>ConnectionStrings</c> first. A plain value is a connection string; a section has <c>accountName</c>,
    /// <c>queueServiceUri</c>, <c>serviceUri</c> or <c>connectionString</c>, and the first of these wins.
    /// </summary>
    /// <exception cref="FunctionWorkerException">There is no such setting, or it does not tell enough.</exception>
    public static StorageAccount Find(string where, string? connection, IConfiguration configuration)
    {
        var name = string.IsNullOrWhiteSpace(connection) ? "Storage" : SettingNames.Resolve(connection, configuration, where);
        var section = new[] { "AzureWebJobs" + name, name }
            .SelectMany(key => new[] { configuration.GetSection("ConnectionStrings:" + key), configuration.GetSection(key) })
            .FirstOrDefault(found => found.Exists())
            ?? throw new FunctionWorkerException(
                $"{where}: there is no setting '{name}' for the connection. Set {name}__connectionString, or {name}__queueServiceUri.");

        if (!string.IsNullOrWhiteSpace(section.Value)) return Parse(where, section.Path, section.Value);

        var address = section["accountName"] is { } account
            ? $"https://{account}.queue.core.windows.net"
            : section["queueServiceUri"] ?? section["serviceUri"];
        if (address is null && section["connectionString"] is { } text) return Parse(where, section.Path, text);

        return Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
            ? new StorageAccount(endpoint, null, null, section)
            : throw new FunctionWorkerException(
                $"{where}: the section '{section.Path}' must have 'connectionString', or 'queueServiceUri' with a full address, or 'accountName'.");
    }

    private static StorageAccount Parse(string where, string setting, string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) parts[part[..equals]] = part[(equals + 1)..];
        }

        if (string.Equals(parts.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            var proxy = parts.GetValueOrDefault("DevelopmentStorageProxyUri") ?? "http://127.0.0.1";
            return new StorageAccount(new Uri($"{proxy.TrimEnd('/')}:10001/{EmulatorName}"), EmulatorName, Convert.FromBase64String(EmulatorKey), null);
        }

        var name = parts.GetValueOrDefault("AccountName");
        var key = DecodeKey(parts.GetValueOrDefault("AccountKey"));
        var endpoint = parts.GetValueOrDefault("QueueEndpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol") ?? "https"}://{name}.queue.{parts.GetValueOrDefault("EndpointSuffix") ?? "core.windows.net"}";
        if (string.IsNullOrEmpty(name) || key is null || !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri))
        {
            // The text itself holds a key and is never shown.
            throw new FunctionWorkerException(
                $"{where}: the connection string in '{setting}' must have AccountName, AccountKey in base64, and a full QueueEndpoint if it has one.");
        }

        return new StorageAccount(uri, name, key, null);
    }

    private static byte[]? DecodeKey(string? key)
    {
        try
        {
            return string.IsNullOrEmpty(key) ? null : Convert.FromBase64String(key);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
