using System.Diagnostics;
using System.Text.Json;
using TestSupport;

namespace Functions.Tests.App;

public sealed class HostFileTests
{
    [Fact]
    public void The_apps_output_holds_the_host_json_of_the_repository() => Check(AppFolder.Output);

    [Fact]
    public async Task What_is_published_holds_the_host_json_of_the_repository()
    {
        using var folder = new TemporaryFolder();
        // Ready-to-run code needs a build of its own; which files are published does not depend on it.
        string[] arguments =
        [
            "publish", AppFolder.Project, "--no-build", "--configuration", AppFolder.Configuration, "--output", folder.Path,
            "-p:AzurePackages=standin", "-p:PublishReadyToRun=false", "-p:RuntimeIdentifier=", "-v", "quiet", "-nodeReuse:false",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
        Check(folder.Path);
    }

    private static void Check(string folder)
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "host.json")));
        var extensions = host.RootElement.GetProperty("extensions");

        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(5, extensions.GetProperty("queues").GetProperty("maxDequeueCount").GetInt32());
    }
}
