using Microsoft.Extensions.Configuration;
using SignOn;

namespace AzureAdapters;

/// <summary>Where storage and keys are. Read and checked at the start.</summary>
internal sealed record AdapterSettings
{
    public string? ConnectionString { get; private init; }

    public Uri? TableServiceUri { get; private init; }

    public string? StorageClientId { get; private init; }

    public string? PfxPath { get; private init; }

    public Uri? VaultUri { get; private init; }

    public string? CertificateName { get; private init; }

    public string? KeysClientId { get; private init; }

    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static AdapterSettings Read(IConfiguration configuration)
    {
        var connection = Text(configuration, "Storage:ConnectionString");
        var tables = Text(configuration, "Storage:tableServiceUri");
        var pfx = Text(configuration, "Keys:PfxPath");
        var vault = Text(configuration, "Keys:VaultUri");
        var name = Text(configuration, "Keys:CertificateName");
        if (connection is null == tables is null)
        {
            throw new SettingsException("Set one of Storage__ConnectionString (emulator, laptop) and Storage__tableServiceUri (Azure, for example https://account.table.core.windows.net).");
        }

        if (pfx is null == vault is null)
        {
            throw new SettingsException("Set one of Keys__PfxPath (laptop) and Keys__VaultUri (Azure, for example https://name.vault.azure.net).");
        }

        if (vault is not null && name is null)
        {
            throw new SettingsException("Setting Keys__CertificateName is missing. Write the name of the signing certificate in the vault of Keys__VaultUri.");
        }

        return new AdapterSettings
        {
            ConnectionString = connection,
            TableServiceUri = tables is null ? null : Https("Storage__tableServiceUri", tables),
            StorageClientId = Text(configuration, "Storage:clientId"),
            PfxPath = pfx,
            VaultUri = vault is null ? null : Https("Keys__VaultUri", vault),
            CertificateName = name,
            KeysClientId = Text(configuration, "Keys:clientId") ?? Text(configuration, "Storage:clientId"),
        };
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static Uri Https(string setting, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? uri
            : throw new SettingsException($"Setting {setting} is '{text}'. Write an https:// address.");
}
