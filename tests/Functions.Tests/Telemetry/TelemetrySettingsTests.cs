using Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Functions.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    private const string Connection = "InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=http://127.0.0.1:9/";

    [Fact]
    public void Nothing_is_on_by_default() => Assert.False(TelemetrySettings.Read(Configure()).IsOn);

    [Theory]
    [InlineData("Authorization=AAD", true, null)]
    [InlineData("Authorization=AAD;ClientId=abc", true, "abc")]
    [InlineData(" clientid = abc ; authorization = aad ", true, "abc")]
    [InlineData("", false, null)]
    public void The_identity_is_read_as_the_host_reads_it(string text, bool uses, string? clientId)
    {
        var settings = TelemetrySettings.Read(Configure(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", text)));

        Assert.Equal((false, Connection, uses, clientId), (settings.Otlp, settings.AzureMonitor, settings.UsesIdentity, settings.IdentityClientId));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void The_exporters_can_be_made_alone_and_together(bool otlp, bool monitor)
    {
        var configuration = Configure(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", otlp ? "http://127.0.0.1:9" : null),
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", monitor ? Connection : null),
            ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD"));
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();

        OpenTelemetrySetup.Add(services, TelemetrySettings.Read(configuration));

        // Not disposed of: that would try to send, and wait.
        var provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<TracerProvider>());
        Assert.NotNull(provider.GetRequiredService<MeterProvider>());
        Assert.NotNull(provider.GetRequiredService<LoggerProvider>());
    }

    private static IConfiguration Configure(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))).Build();
}
