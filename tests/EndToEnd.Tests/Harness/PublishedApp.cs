using System.Diagnostics;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>
/// The app as it is deployed: out of <c>dotnet publish</c>, on Microsoft's worker, compiled ahead of time. It is published once a run, into a
/// folder of its own, so that nothing of another build can lend it a file. What was compiled is kept, so that the next run compiles only what
/// changed.
/// </summary>
internal static class PublishedApp
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>The app's folder.</summary>
    public static Task<string> FolderAsync => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("published-").FullName;
        // Whatever becomes of the run, nothing of it stays; the apps have been killed by then.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("src", "Functions", "Functions.csproj"), "-c", "Release", "-o", folder,
                "--artifacts-path", Repository.OutputFolder("published"), "-nologo", "-v", "quiet",
            ])
        {
            RedirectStandardOutput = true,
            // What azd's `dotnet publish` takes, whatever this machine is set to.
            Environment = { ["AzurePackages"] = "" },
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"The app could not be published:\n{said}");
    }
}
