using TestSupport;

namespace Functions.Tests.App;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("App__BaseUrl", "http://sso.example.com")]
    [InlineData("Keys__PfxPath", null)]
    [InlineData("Storage__ConnectionString", null)]
    [InlineData("Storage__ConnectionString", "rubbish")]
    [InlineData("Health__DetailKey", "short")]
    [InlineData("Manage__BootstrapKey", "short")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=x")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string name, string? value)
    {
        using var folder = new TemporaryFolder();
        using var process = AppWithoutStorage.Start(folder.Path, (name, value));
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
