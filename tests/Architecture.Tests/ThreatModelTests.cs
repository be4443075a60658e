using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>docs/threat-model.md names a file and a test for each threat: both must exist, or the promise is empty.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string Document = RepositoryFiles.Read("docs/threat-model.md");

    [Fact]
    public void Every_test_that_the_threat_model_names_exists()
    {
        HashSet<string> methods = [.. RepositoryFiles.Code("tests").SelectMany(file => TestMethod().Matches(RepositoryFiles.Read(file))).Select(match => match.Groups[1].Value)];
        string[] named = [.. NamedTest().Matches(Document).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !methods.Contains(name));
    }

    [Fact]
    public void Every_file_that_the_threat_model_names_exists()
    {
        string[] files = [.. Quoted().Matches(Document).Select(match => match.Groups[1].Value).Where(name => name.EndsWith(".cs", StringComparison.Ordinal))];
        string[] known = [.. RepositoryFiles.Code("src")];

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => !known.Any(path => path.EndsWith("/" + file, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(?:\w+\.)?([A-Z]\w*_\w+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
