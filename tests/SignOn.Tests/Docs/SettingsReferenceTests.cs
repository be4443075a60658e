using System.Text.RegularExpressions;
using TestSupport;

namespace SignOn.Tests.Docs;

public sealed partial class SettingsReferenceTests
{
    [Fact]
    public void Every_setting_that_the_code_reads_is_in_the_reference()
    {
        string[] projects = ["SignOn", "AzureAdapters", "Functions"];
        var read = projects.SelectMany(project => Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories))
            .SelectMany(path => Setting().Matches(File.ReadAllText(path)))
            .Select(match => $"{match.Groups["section"].Value}__{match.Groups["name"].Value}")
            .Distinct().ToList();
        var reference = RepositoryDocs.Read("docs/operations.md");

        Assert.Contains("App__BaseUrl", read);
        Assert.All(read, name => Assert.Contains($"| `{name}` |", reference, StringComparison.Ordinal));
    }

    [GeneratedRegex("\"(?<section>App|Storage|Keys|Health|Manage):(?<name>[A-Za-z]+)\"")]
    private static partial Regex Setting();
}
