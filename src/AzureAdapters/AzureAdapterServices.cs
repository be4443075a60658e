using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignOn;

namespace AzureAdapters;

/// <summary>Registers the adapters.</summary>
public static class AzureAdapterServices
{
    /// <summary>
    /// Adds an adapter for every port. Settings:
    /// <c>Storage__ConnectionString</c>, or <c>Storage__tableServiceUri</c> with the app's managed identity (<c>Storage__clientId</c>
    /// where it is a user-assigned one); <c>Keys__PfxPath</c>, or <c>Keys__VaultUri</c> and <c>Keys__CertificateName</c>; and, where
    /// mails are to be sent, <c>Email__…</c>. Nothing is connected before it is used.
    /// </summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddAzureAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AdapterSettings.Read(configuration);
        var tables = NewTables(settings);
        return services.Add(settings, EmailSettings.Read(configuration), _ => tables);
    }

    /// <summary>
    /// The same for an app that serves people: begins at once to open the connection to storage, on another thread. The connection
    /// string is looked at there too, so call <see cref="CheckAzureAdapters"/> once the app is built.
    /// </summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddAndOpenAzureAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AdapterSettings.Read(configuration);
        var opening = new TablesOpening(() => NewTables(settings));
        return services.Add(settings, EmailSettings.Read(configuration), _ => opening.Client);
    }

    /// <summary>Looks at the settings that only the adapters themselves can judge, and begins to read our keys.</summary>
    /// <returns>
    /// Ends when the keys were read. It fails for a key file that cannot be used (<see cref="SettingsException"/>): no waiting mends it. It does not fail
    /// for a vault that does not answer: whoever needs the keys asks again. Whatever it is stands in the log.
    /// </returns>
    /// <exception cref="SettingsException">The connection string is none.</exception>
    public static Task CheckAzureAdapters(this IServiceProvider services)
    {
        services.GetRequiredService<TableServiceClient>();
        return Task.Run(() => ReadKeysAsync(services));
    }

    private static async Task ReadKeysAsync(IServiceProvider services)
    {
        try
        {
            await services.GetRequiredService<IServiceProviderKeys>().ReadAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // Who reads the vault has told the log what is wrong, where, and how to mend it.
        }
#pragma warning disable CA1031 // Whoever needs the keys meets the same and tells the person; a start must not end by it.
        catch (Exception e) when (e is not SettingsException)
#pragma warning restore CA1031
        {
            Log.KeysNotReadAtStart(services.GetRequiredService<ILogger<IServiceProviderKeys>>(), e);
        }
    }

    private static IServiceCollection Add(
        this IServiceCollection services, AdapterSettings settings, EmailSettings email, Func<IServiceProvider, TableServiceClient> tables)
    {
        services.AddSingleton(tables);
        services.AddSingleton<ITenantStore, TableTenantStore>();
        services.AddSingleton<IUserStore, TableUserStore>();
        services.AddSingleton<ISessionStore, TableSessionStore>();
        services.AddSingleton<IUsedIdStore, TableUsedIdStore>();
        services.AddSingleton<ISignInLog, TableSignInLog>();
        services.AddSingleton<ISignInHistory, TableSignInHistory>();
        services.AddSingleton<IMetadataFetcher, HttpMetadataFetcher>();
        services.AddSingleton<IAdminStore, TableAdminStore>();
        services.AddSingleton<IEmergencyStore, TableEmergencyStore>();
        services.AddSingleton<IAuditLog, TableAuditLog>();
        services.AddSingleton<ITenantRemoval, TableTenantRemoval>();
        services.AddSingleton<IEmailSender>(_ => new SmtpEmailSender(email));
        services.AddSingleton<IServiceProviderKeys>(provider => NewKeys(settings, provider));
        services.AddSingleton<ISharedProtector>(provider => new SharedProtector(
            new CookieKeyTable(provider.GetRequiredService<TableServiceClient>()),
            provider.GetRequiredService<IServiceProviderKeys>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedProtector>>()));
        return services;
    }

    private static TableServiceClient NewTables(AdapterSettings settings)
    {
        var options = new TableClientOptions();
        Tune(options.Retry);
        options.AddPolicy(new StorageCallPolicy(), HttpPipelinePosition.PerRetry);
        try
        {
            return settings.TableServiceUri is { } uri
                ? new TableServiceClient(uri, Identity(settings.StorageClientId), options)
                : new TableServiceClient(settings.ConnectionString, options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Not the value: it holds the account's key.
            throw new SettingsException("Setting Storage__ConnectionString is no storage connection string. Copy it whole from the storage account, or use the emulator's.");
        }
    }

    private static IServiceProviderKeys NewKeys(AdapterSettings settings, IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        if (settings.PfxPath is { } path)
        {
            return new PfxFileKeys(path, time, provider.GetRequiredService<ILogger<PfxFileKeys>>());
        }

        var options = new CertificateClientOptions();
        Tune(options.Retry);
        var vault = new CertificateClient(settings.VaultUri!, Identity(settings.KeysClientId), options);
        return new VaultCertificateKeys(vault, settings.CertificateName!, time, provider.GetRequiredService<ILogger<VaultCertificateKeys>>());
    }

    // The managed identity by name, because trying every kind of credential would cost seconds at each cold start.
    private static ManagedIdentityCredential Identity(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));

    // A person waits at a browser. The defaults (100 s for an attempt, 0.8 s before the first retry) are for batch jobs: they
    // would hold a request for minutes in an outage. A table answers in milliseconds, so what takes four seconds is lost; two
    // retries bridge a moved partition; and after about 13 s at worst the browser is told to come back.
    private static void Tune(RetryOptions retry)
    {
        retry.Mode = RetryMode.Exponential;
        retry.MaxRetries = 2;
        retry.Delay = TimeSpan.FromMilliseconds(100);
        retry.MaxDelay = TimeSpan.FromSeconds(1);
        retry.NetworkTimeout = TimeSpan.FromSeconds(4);
    }
}
