using System.Text;
using Functions.Tests.App;
using TestSupport;

namespace Functions.Tests.Telemetry;

/// <summary>The real app as a process.</summary>
public sealed class ExportTests
{
    private const string Canary = "c4n4ry";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_at_the_endpoint_with_the_pages_correlation_id_and_without_what_was_typed()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var app = new AppWithoutStorage
        {
            Changes =
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("Logging__LogLevel__Default", "Information"),
                ("Logging__LogLevel__Microsoft.AspNetCore", "Information"),
                ("OTEL_BSP_SCHEDULE_DELAY", "100"),
                ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ],
        };
        await app.InitializeAsync();

        using var answer = await app.Http.GetAsync(new Uri($"/saml/contoso/sso?login_hint={Canary}@contoso.com&returnUrl=/{Canary}", UriKind.Relative), Cancellation);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes($"<a>{Canary}</a>")))]);
        using var post = await app.Http.PostAsync(new Uri("/saml/contoso/acs", UriKind.Relative), form, Cancellation);
        var correlationId = Assert.Single(answer.Headers.GetValues("X-Correlation-Id"));
        var traceId = Encoding.Latin1.GetString(Convert.FromHexString(correlationId));

        Assert.Contains(correlationId, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await receiver.WaitForAsync("/v1/traces", "signon.start", Cancellation);
        await receiver.WaitForAsync("/v1/traces", traceId, Cancellation);
        await receiver.WaitForAsync("/v1/traces", "signon.accept", Cancellation);
        await receiver.WaitForAsync("/v1/metrics", "signon.certificate.time_to_expiry", Cancellation);
        await receiver.WaitForAsync("/v1/metrics", "signon.tenants.broken", Cancellation);
        await receiver.WaitForAsync("/v1/metrics", "signon.sign_ins", Cancellation);
        await receiver.WaitForAsync("/v1/logs", correlationId, Cancellation);
        Assert.Contains("saml-service-provider", receiver.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, receiver.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_of_OpenTelemetry_is_loaded()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Only Linux shows so plainly what a process has mapped; it is also what runs in Azure.
            return;
        }

        await using var app = new AppWithoutStorage();
        await app.InitializeAsync();
        using var answer = await app.Http.GetAsync(new Uri("/saml/contoso/sso", UriKind.Relative), Cancellation);

        var loaded = await File.ReadAllTextAsync($"/proc/{app.ProcessId}/maps", Cancellation);

        Assert.Contains("SignOn.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }
}
