using Microsoft.Azure.Functions.Worker.Builder;

namespace Functions.Telemetry;

/// <summary>Switches telemetry on where a setting says where it goes.</summary>
internal static class TelemetrySetup
{
    /// <summary>Adds the exporters. Without an endpoint nothing of OpenTelemetry is even loaded: a cold start must not pay for it.</summary>
    /// <param name="builder">The app.</param>
    /// <exception cref="SignOn.SettingsException">A setting is wrong.</exception>
    public static void AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration);
        if (settings.IsOn)
            OpenTelemetrySetup.Add(builder.Services, settings);
    }
}
