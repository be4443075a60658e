using System.Text.Json.Nodes;
using TestSupport;

namespace Infra.Tests.Publishing;

/// <summary>What `dotnet publish` makes of the app.</summary>
public sealed class PublishTests
{
    private static readonly string Project = Repository.PathOf("src", "Functions", "Functions.csproj");

    [Fact]
    public async Task The_output_holds_the_app_compiled_ahead_and_nothing_of_laptops_or_tests()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var official = await FunctionsPublish.RunAsync(folder["app"]);

        var files = Directory.GetFiles(folder["app"], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder["app"], f).Replace('\\', '/')).ToList();
        Assert.Superset(new HashSet<string> { "Functions.dll", "host.json", "Functions.runtimeconfig.json", "Functions.deps.json" }, files.ToHashSet());
        Assert.DoesNotContain(files, f => Path.GetFileName(f).StartsWith("local.settings", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, f => f is "LocalIdp.dll" or "Local.dll" || f.Contains("xunit", StringComparison.OrdinalIgnoreCase) || f.Contains("Tests", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => Path.GetExtension(f) is ".pfx" or ".cs" or ".csproj");
        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("host.json"), cancellation), await File.ReadAllTextAsync(Path.Combine(folder["app"], "host.json"), cancellation));
        Assert.True(PrecompiledCode.IsIn(Path.Combine(folder["app"], "Functions.dll")));
        // What Azure installs for version 10.0 of dotnet-isolated is what the app asks for.
        var runtime = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder["app"], "Functions.runtimeconfig.json"), cancellation))!["runtimeOptions"]!;
        Assert.Equal("net10.0", (string)runtime["tfm"]!);
        Assert.False(runtime.AsObject().ContainsKey("includedFrameworks"));
        if (!official)
        {
            return;
        }

        // What the packages' generator tells the host is what the attributes say to the local runtime.
        var listed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder["app"], "functions.metadata"), cancellation))!.AsArray();
        Assert.Equal(Code.FunctionNames.Order(StringComparer.Ordinal), listed.Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
        var bindings = listed.SelectMany(f => f!["bindings"]!.AsArray()).ToList();
        Assert.Equal(Code.Routes.Order(StringComparer.Ordinal), bindings.Select(b => (string?)b!["route"]).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(
            Code.QueueBindings.Where(q => q.IsTrigger).Select(q => $"{q.Connection}/{q.Queue}").Order(StringComparer.Ordinal),
            bindings.Where(b => (string)b!["type"]! == "queueTrigger").Select(b => $"{b!["connection"]}/{b["queueName"]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("official", "-p:_IsPublishing=true")]
    [InlineData("standin", "-p:_IsPublishing=true", "-p:AzurePackages=standin")]
    [InlineData("standin")]
    public async Task Publishing_takes_the_official_packages_unless_told_otherwise(string packages, params string[] properties)
    {
        // The SDK sets _IsPublishing for `dotnet publish`, which is all that azd runs.
        var result = await Tool.RunAsync(
            "dotnet",
            ["msbuild", Project, "-getProperty:AzurePackages", .. properties],
            Repository.Root,
            new Dictionary<string, string> { ["AzurePackages"] = "" });

        Assert.Equal(packages, result.Output.Trim());
    }
}
