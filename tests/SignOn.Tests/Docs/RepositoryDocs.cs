using System.Diagnostics;
using TestSupport;

namespace SignOn.Tests.Docs;

/// <summary>The Markdown files of the repository: what git tracks, and what is new and not ignored.</summary>
internal static class RepositoryDocs
{
    public static IReadOnlyList<string> Paths { get; } = List();

    public static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    private static string[] List()
    {
        string[] arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"];
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(path => File.Exists(Repository.PathOf(path)))];
    }
}
