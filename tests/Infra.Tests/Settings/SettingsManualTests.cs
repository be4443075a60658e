using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Settings;

/// <summary>What the code reads, and what the manual says that it reads.</summary>
public sealed class SettingsManualTests
{
    private const string OurNames = @"\b(?:App|Storage|Keys|Health|Manage|Email)__[A-Za-z]+";

    private static string Manual { get; } = Regex.Match(
        File.ReadAllText(Repository.PathOf("docs", "operations.md")), @"^## Settings\n(.*?)^## ", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    /// <summary>Of which settings the manual says why azd gives none.</summary>
    public static IEnumerable<string> NotThroughAzd => NamesIn(Regex.Match(
        Manual, @"^\| no option of azd \| because \|\n\|---\|---\|\n((?:\|.*\n)+)", RegexOptions.Multiline).Groups[1].Value);

    [Fact]
    public void Every_setting_that_the_code_reads_has_a_row_and_every_row_is_read()
    {
        var table = Manual[..Manual.IndexOf("The Functions host reads these", StringComparison.Ordinal)];

        Assert.Equal(StartedApp.ReadAll().Order(StringComparer.Ordinal), NamesIn(table).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_document_and_no_sample_names_a_setting_that_is_none()
    {
        var known = StartedApp.ReadAll().Concat(PlatformSettings.Reasons.Keys).ToHashSet();
        var sample = JsonNode.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")))!["Values"]!.AsObject();
        var documents = Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md"));

        Assert.All(documents, d => Assert.Subset(known, Regex.Matches(File.ReadAllText(d), OurNames).Select(m => m.Value).ToHashSet()));
        Assert.Subset(known, sample.Select(s => s.Key).Where(k => Regex.IsMatch(k, $"^{OurNames}$")).ToHashSet());
    }

    /// <summary>The names in the first cells.</summary>
    private static IEnumerable<string> NamesIn(string table) =>
        Regex.Matches(table, @"^\| (`[^|]*`) \|", RegexOptions.Multiline).SelectMany(m => Regex.Matches(m.Groups[1].Value, "`([^`]+)`")).Select(m => m.Groups[1].Value);
}
