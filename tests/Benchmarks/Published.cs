using System.Diagnostics;
using TestSupport;

namespace Benchmarks;

/// <summary>The app and the bare app, published the same way. The output is kept, so that the next run builds only what changed.</summary>
internal static class Published
{
    /// <returns>The path of the app's assembly.</returns>
    internal static Task<string> AppAsync() => PublishAsync(Repository.PathOf("src", "Functions", "Functions.csproj"), "app", "Functions.dll");

    /// <returns>The path of the bare app's assembly.</returns>
    internal static Task<string> BareAppAsync() => PublishAsync(Repository.PathOf("tests", "Benchmarks", "BareApp", "BareApp.csproj"), "bare", "BareApp.dll");

    private static async Task<string> PublishAsync(string project, string name, string assembly)
    {
        string output = Repository.OutputFolder(Path.Combine("benchmarks", name));
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-p:AzurePackages=standin", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, assembly) : throw new InvalidOperationException($"{project} could not be published.");
    }
}
