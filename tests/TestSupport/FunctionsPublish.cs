using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TestSupport;

/// <summary>
/// <c>dotnet publish</c> of the app, as azd calls it: on Microsoft's packages, compiled ahead of time. Where a registry does not serve
/// these packages, on the stand-ins. What was compiled is kept, so that the next run compiles only what changed.
/// </summary>
public static partial class FunctionsPublish
{
    /// <summary>Publishes the app.</summary>
    /// <param name="folder">Where to; empty, so that nothing of another build can lend it a file.</param>
    /// <returns>Whether it stands on Microsoft's packages.</returns>
    /// <exception cref="InvalidOperationException">It failed; the compiler's words are in the message.</exception>
    public static async Task<bool> RunAsync(string folder)
    {
        var (official, said) = await PublishAsync(folder, packages: "");
        if (official)
        {
            return true;
        }

        if (!NotServed().IsMatch(said))
        {
            throw new InvalidOperationException($"The app could not be published:\n{said}");
        }

        Console.WriteLine($"Microsoft's worker is not served here, so the published app stands on the stand-ins. NuGet says:\n{said}");
        (var standIn, said) = await PublishAsync(folder, packages: "standin");
        return standIn ? false : throw new InvalidOperationException($"The app could not be published on the stand-ins:\n{said}");
    }

    private static async Task<(bool Succeeded, string Said)> PublishAsync(string folder, string packages)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("src", "Functions", "Functions.csproj"), "-c", "Release", "-o", folder,
                "--artifacts-path", Repository.OutputFolder($"published{packages}"), "-nologo", "-v", "quiet",
                // They have run in the build of the tests.
                "-p:RunAnalyzers=false",
            ])
        {
            RedirectStandardOutput = true,
            // Empty: what `dotnet publish` takes by itself, whatever this machine is set to.
            Environment = { ["AzurePackages"] = packages },
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return (publish.ExitCode == 0, said);
    }

    // Package or version not found, or another version taken in its place.
    [GeneratedRegex("error NU(110[123]|1603):")]
    private static partial Regex NotServed();
}
