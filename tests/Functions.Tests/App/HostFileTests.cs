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

    [Fact]
    public void The_app_starts_with_the_measure_by_which_its_garbage_is_collected()
    {
        using var runtime = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppFolder.Output, "Functions.runtimeconfig.json")));

        Assert.Equal(8 << 20, runtime.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.GC.Gen0MaxBudget").GetInt32());
        // The runtime reads this name; it says nothing of names that it does not know.
        Assert.Contains("GCGen0MaxBudget", GC.GetConfigurationVariables().Keys);
    }

    private static void Check(string folder)
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "host.json")));
        var extensions = host.RootElement.GetProperty("extensions");

        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(5, extensions.GetProperty("queues").GetProperty("maxDequeueCount").GetInt32());
    }
}
