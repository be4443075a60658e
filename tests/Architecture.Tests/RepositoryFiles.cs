using System.Diagnostics;
using TestSupport;

namespace Architecture.Tests;

/// <summary>The files of the repository: what git tracks and what is new and not ignored, so that a rule is broken before the commit.</summary>
internal static class RepositoryFiles
{
    /// <summary>Paths with slashes, of files that exist.</summary>
    public static IReadOnlyList<string> All { get; } = List();

    /// <summary>C# files below a folder.</summary>
    public static IEnumerable<string> Code(params string[] folders) =>
        All.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)));

    public static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    private static string[] List()
    {
        string[] arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(path => File.Exists(Repository.PathOf(path)))];
    }
}
