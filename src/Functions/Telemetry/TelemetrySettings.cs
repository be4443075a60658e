using Microsoft.Extensions.Configuration;
using SignOn;

namespace Functions.Telemetry;

/// <summary>Where telemetry goes; nowhere by default.</summary>
/// <param name="Otlp">To the OpenTelemetry endpoint of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</param>
/// <param name="AzureMonitor">To Application Insights: <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>; null when not.</param>
/// <param name="UsesIdentity">Whether Application Insights knows the app by its managed identity.</param>
/// <param name="IdentityClientId">The identity's client id; null for the system-assigned one.</param>
internal sealed record TelemetrySettings(bool Otlp, string? AzureMonitor, bool UsesIdentity, string? IdentityClientId)
{
    /// <summary>Whether somebody else decides which traces are kept: <c>OTEL_TRACES_SAMPLER</c>, or Application Insights' own limit.</summary>
    public bool SamplesOtherwise { get; private init; }

    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public bool IsOn => Otlp || AzureMonitor is not null;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var otlp = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (!string.IsNullOrEmpty(otlp) && !(Uri.TryCreate(otlp, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingsException($"The setting OTEL_EXPORTER_OTLP_ENDPOINT is '{otlp}'. Set it to an http(s) address such as http://localhost:4317, or remove it.");
        var connection = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var (usesIdentity, clientId) = ReadAuthentication(configuration[Authentication]);
        return new TelemetrySettings(!string.IsNullOrEmpty(otlp), string.IsNullOrWhiteSpace(connection) ? null : connection, usesIdentity, clientId)
        {
            SamplesOtherwise = !string.IsNullOrEmpty(configuration["OTEL_TRACES_SAMPLER"]) || !string.IsNullOrWhiteSpace(connection),
        };
    }

    /// <summary>Reads <c>Authorization=AAD;ClientId=…</c>, as the Functions host does.</summary>
    private static (bool UsesIdentity, string? ClientId) ReadAuthentication(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (false, null);
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToList();
        if (!parts.Any(p => p is [var name, var value] && Is(name, "Authorization") && Is(value, "AAD")))
            throw new SettingsException($"The setting {Authentication} is '{text}'. Set it to Authorization=AAD, or Authorization=AAD;ClientId=<client id of a user-assigned identity>.");
        return (true, parts.Find(p => p is [var name, { Length: > 0 }] && Is(name, "ClientId"))?[1]);
    }

    private static bool Is(string text, string expected) => text.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
