using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Stories;

/// <summary>What a collector gets to see of a person's first sign-in, from the start to the account.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_sign_in_is_told_whole_to_the_collector_and_nothing_of_the_person()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var app = await AppUnderTest.StartAsync(new AppSettings
        {
            More = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
                ["Logging__LogLevel__Default"] = "Information",
            },
        });
        var tenant = await app.AddTenantAsync();
        var person = People.BSimon;

        var browser = app.NewBrowser();
        await browser.SignInAsync(tenant, person);
        var posted = browser.History.Last(v => v.Url.AbsolutePath.EndsWith("/acs", StringComparison.Ordinal));
        var correlationId = posted.Header("X-Correlation-Id")!;

        // The account is made in a trace of its own.
        await collector.WaitForAsync("/v1/traces", "signon.accept", Stop);
        await collector.WaitForAsync("/v1/traces", "signon.provision", Stop);
        await collector.WaitForAsync("/v1/traces", tenant.Id, Stop);
        await collector.WaitForAsync("/v1/logs", correlationId, Stop);
        await collector.WaitForAsync("/v1/metrics", "signon.storage.operations", Stop);
        await collector.WaitForAsync("/v1/metrics", "signon.provisioning.lag", Stop);
        await collector.WaitForAsync("/v1/metrics", "signon.verification.duration", Stop);

        var told = collector.Everything;
        Assert.All(
            new[] { person.UserPrincipalName, person.Mail, person.GivenName, person.Surname, person.DisplayName, person.ObjectId.ToString() }.OfType<string>(),
            of => Assert.DoesNotContain(of, told, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(browser.Cookies["__Host-session"]!, told, StringComparison.Ordinal);
    }
}
