using System.Net;
using TestSupport;

namespace Functions.Tests.App;

public sealed class SettingsTests
{
    // In milliseconds: an app that starts after all never ends by itself.
    private const int Limit = 120_000;

    [Theory(Timeout = Limit)]
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

        Assert.Contains(name, await FailToStartAsync(folder, (name, value)), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("signing.pfx", UnixFileMode.UserRead | UnixFileMode.UserWrite, "Restore the file")]
    [InlineData("signing.pfx", UnixFileMode.UserRead | UnixFileMode.OtherRead, "chmod 600")]
    [InlineData("signing.from-20261123T090000Z.pfx", UnixFileMode.UserRead | UnixFileMode.UserWrite, "Restore the file")]
    [InlineData("signing.from-tomorrow.pfx", UnixFileMode.UserRead | UnixFileMode.UserWrite, "or take it away")]
    public async Task A_key_file_that_cannot_be_used_ends_the_start_with_a_sentence_that_names_it_and_says_how_to_mend_it(string name, UnixFileMode mode, string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No such modes there.");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(file, "rubbish", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);

        var error = await FailToStartAsync(folder);

        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.Contains("Keys__PfxPath", error, StringComparison.Ordinal);
        Assert.Contains(how, error, StringComparison.Ordinal);
        Assert.Equal("rubbish", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_vault_that_cannot_be_reached_ends_no_start()
    {
        await using var app = new AppWithoutStorage
        {
            // No name ends with this (RFC 6761), so there is no such vault and nobody is asked.
            Changes = [("Keys__PfxPath", null), ("Keys__VaultUri", "https://vault.invalid"), ("Keys__CertificateName", "saml-signing")],
        };
        await app.InitializeAsync();

        using var health = await app.Http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        using var live = await app.Http.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (health.StatusCode, live.StatusCode));
    }

    /// <summary>Starts the app and waits until it gives up.</summary>
    /// <returns>Its last words.</returns>
    private static async Task<string> FailToStartAsync(TemporaryFolder folder, params (string Name, string? Value)[] changes)
    {
        using var process = AppWithoutStorage.Start(folder.Path, changes);
        try
        {
            // What it logs meanwhile must not fill the pipe.
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await output;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(1, process.ExitCode);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
            return error;
        }
        finally
        {
            process.Kill();
        }
    }
}
