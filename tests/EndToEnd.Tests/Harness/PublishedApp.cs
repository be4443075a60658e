using System.Diagnostics;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>
/// The app out of <c>dotnet publish</c>, compiled ahead of time as it is deployed, on the local runtime. It is published once a run, into a folder
/// of its own, so that nothing of another build can lend it a file. What was compiled is kept, so that the next run compiles only what changed.
/// </summary>
internal static class PublishedApp
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>The path of the app's assembly.</summary>
    public static Task<string> ProgramAsync => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("published-").FullName;
        // Whatever becomes of the run, nothing of it stays; the apps have been killed by then.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("src", "Functions", "Functions.csproj"), "-c", "Release", "-o", folder, "-p:AzurePackages=standin",
                "--artifacts-path", Repository.OutputFolder("published"), "-nologo", "-v", "quiet",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(folder, "Functions.dll") : throw new InvalidOperationException($"The app could not be published:\n{said}");
    }
}
