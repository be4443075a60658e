using AzureAdapters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Local;

/// <summary>The product's own code, on the local storage, for what admins do.</summary>
internal static class LocalServices
{
    /// <summary>The app's settings, in the form of environment variables.</summary>
    /// <param name="options">Ports and folder.</param>
    /// <param name="storage">Connection string of the storage emulator.</param>
    public static Dictionary<string, string> Settings(LocalOptions options, string storage) => new()
    {
        ["App__BaseUrl"] = options.BaseUrl,
        ["Storage__ConnectionString"] = storage,
        ["Keys__PfxPath"] = options.PfxPath,
        // What the Functions host itself keeps; the page of the host is ours.
        ["AzureWebJobsStorage"] = storage,
        ["AzureWebJobsDisableHomepage"] = "true",
        ["Logging__LogLevel__Default"] = "Warning",
        // The pymetrics tutorial's tenant has a user with this role: Ana Ruiz.
        ["Manage__OperatorTenant"] = LocalTenants.Pymetrics,
        ["Manage__OperatorRole"] = LocalTenants.OperatorRole,
    };

    /// <summary>Builds the services.</summary>
    /// <param name="settings">The app's settings.</param>
    public static ServiceProvider Build(IReadOnlyDictionary<string, string> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSignOn(configuration)
            .AddAzureAdapters(configuration)
            .BuildServiceProvider();
    }
}
