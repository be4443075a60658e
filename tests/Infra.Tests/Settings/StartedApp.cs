using AzureAdapters;
using Functions;
using Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Infra.Tests.Settings;

/// <summary>The app's own composition, up to where it would connect.</summary>
internal static class StartedApp
{
    /// <summary>Starts with settings.</summary>
    /// <param name="given">App settings.</param>
    /// <returns>The names of those that were asked for, there or not.</returns>
    /// <exception cref="SettingsException">One is missing or wrong.</exception>
    public static ISet<string> Read(IEnumerable<KeyValuePair<string, string?>> given)
    {
        var configuration = new RecordingConfiguration(given);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSignOn(configuration);
        services.AddAzureAdapters(configuration);
        services.AddSingleton(AppOptions.Read(configuration));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IServiceProviderKeys>();
        provider.GetRequiredService<ITenantStore>();
        return configuration.Asked;
    }

    /// <summary>The names of all settings that the code asks for.</summary>
    public static ISet<string> ReadAll()
    {
        var laptop = Read(new Dictionary<string, string?>
        {
            ["App__BaseUrl"] = "http://localhost:7071",
            ["Storage__ConnectionString"] = "UseDevelopmentStorage=true",
            ["Keys__PfxPath"] = Path.Combine(Path.GetTempPath(), "never-read.pfx"),
        });
        var telemetry = new RecordingConfiguration([]);
        TelemetrySettings.Read(telemetry);
        laptop.UnionWith(telemetry.Asked);
        return laptop;
    }
}
