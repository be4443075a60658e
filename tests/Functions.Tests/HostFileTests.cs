using System.Reflection;
using System.Text.Json;

namespace Functions.Tests;

public sealed class HostFileTests
{
    [Fact]
    public void The_output_of_the_app_holds_host_json_with_an_empty_route_prefix()
    {
        // The test's own output folder is not the app's: look beside the app's assembly, where the host looks.
        var output = typeof(AcsFunction).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OutputFolder").Value!;

        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, "host.json")));

        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(5, host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("maxDequeueCount").GetInt32());
    }
}
