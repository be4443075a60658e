using System.Reflection;
using System.Text.Json.Nodes;
using TestSupport;

namespace Infra.Tests.Bicep;

/// <summary>
/// Microsoft's own compiler: it checks syntax, parameters, outputs, and every property against the types of the API version, and it
/// predicts what a deployment makes, without Azure.
/// </summary>
internal static class BicepCompiler
{
    public static string InfraFolder => Repository.PathOf("infra");

    private static string Program { get; } = Path.Combine(
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BicepTools").Value!,
        OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");

    /// <summary>Compiles and gives the compiler's errors, warnings and remarks; empty when it has none.</summary>
    public static async Task<string> DiagnoseAsync(string file)
    {
        var result = await Tool.RunAsync(Program, ["build", file, "--stdout"], Path.GetDirectoryName(file)!);
        var diagnostics = result.Errors.Trim();
        return result.ExitCode == 0 || diagnostics.Length > 0 ? diagnostics : $"bicep ended with {result.ExitCode}: {result.Output}";
    }

    /// <summary>The text as the compiler's own formatter writes it.</summary>
    public static async Task<string> FormatAsync(string file)
    {
        var result = await Tool.RunAsync(Program, ["format", file, "--stdout"], Path.GetDirectoryName(file)!);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }

    /// <summary>Predicts the resources of a deployment of main.bicep.</summary>
    /// <param name="parameters">Lines of a .bicepparam file.</param>
    public static async Task<Deployment> PredictAsync(params string[] parameters)
    {
        using var folder = new TemporaryFolder();
        var main = Path.GetRelativePath(folder.Path, Path.Combine(InfraFolder, "main.bicep")).Replace('\\', '/');
        string[] lines = [$"using '{main}'", "param environmentName = 'test'", "param location = 'westeurope'", .. parameters.Select(p => "param " + p)];
        await File.WriteAllLinesAsync(folder["test.bicepparam"], lines);
        string[] arguments =
        [
            "snapshot", "test.bicepparam", "--mode", "overwrite",
            "--subscription-id", "00000000-0000-0000-0000-000000000001", "--location", "westeurope",
        ];
        var result = await Tool.RunAsync(Program, arguments, folder.Path);
        Assert.True(result.ExitCode == 0, result.All);
        var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(folder["test.snapshot.json"]))!;
        Assert.Empty(snapshot["diagnostics"]!.AsArray());
        return new Deployment(snapshot);
    }
}
