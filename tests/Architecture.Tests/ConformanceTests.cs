using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>docs/conformance.md answers every demand of the profiles, with a test and a file that exist.</summary>
public sealed partial class ConformanceTests
{
    private static readonly string Document = RepositoryFiles.Read("docs/conformance.md");

    /// <summary>What the profiles and the gallery ask of a service provider.</summary>
    private static readonly string[] Demands =
    [
        "IIP-G01", "SDP-G01", "IIP-G02", "IIP-G03", "IIP-EXT01",
        "IIP-MD02", "IIP-MD03", "SDP-MD02", "IIP-MD04", "IIP-MD05", "SDP-MD09", "SDP-MD10", "SDP-MD11", "IIP-MD07", "IIP-MD11",
        "IIP-SSO02", "IIP-SSO03", "IIP-SSO04", "IIP-SSO05",
        "IIP-SP01", "IIP-SP02", "IIP-SP03", "IIP-SP05", "IIP-SP06", "IIP-SP07", "IIP-SP08", "IIP-SP09", "IIP-SP10", "IIP-SP11", "IIP-SP13",
        "IIP-SP14", "IIP-SP15", "IIP-SP16", "IIP-SP17", "SDP-34", "SDP-35",
        "IIP-ALG01", "IIP-ALG02", "IIP-ALG03", "IIP-ALG04", "IIP-ALG05", "IIP-ALG06", "IIP-ALG07", "IIP-ALG08",
        "GALLERY-expired", "GALLERY-validate", "GALLERY-enforce", "GALLERY-immutable",
    ];

    [Fact]
    public void Every_demand_is_answered()
    {
        var answered = Id().Matches(Document).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Demands, demand => !answered.Contains(demand));
    }

    [Fact]
    public void Every_row_names_a_file_and_a_test_that_exist()
    {
        HashSet<string> methods = [.. RepositoryFiles.Code("tests").SelectMany(file => TestMethod().Matches(RepositoryFiles.Read(file))).Select(match => match.Groups[1].Value)];
        string[] files = [.. RepositoryFiles.Code("src")];
        var rows = Row().Matches(Document).Select(match => match.Value).Where(row => !row.StartsWith("| id ", StringComparison.Ordinal) && !row.StartsWith("|--", StringComparison.Ordinal)).ToList();
        Assert.InRange(rows.Count, 35, 200);

        Assert.All(rows, row =>
        {
            string[] quoted = [.. Quoted().Matches(row).Select(match => match.Groups[1].Value)];
            var named = quoted.Where(name => name.Contains('_')).ToList();
            var sources = quoted.Where(name => name.EndsWith(".cs", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(named);
            Assert.NotEmpty(sources);
            Assert.DoesNotContain(named, name => !methods.Contains(name));
            Assert.DoesNotContain(sources, source => !files.Any(path => path.EndsWith("/" + source, StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void Every_test_that_a_deviation_names_exists()
    {
        var text = string.Concat(RepositoryFiles.Code("tests").Select(RepositoryFiles.Read));
        var deviations = Document.Split("\n\n").Where(paragraph => paragraph.StartsWith("**Deviation", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(deviations);
        Assert.All(deviations.SelectMany(deviation => Quoted().Matches(deviation)).Select(match => match.Groups[1].Value).Where(name => name.Contains('_')),
            name => Assert.Contains($" {name}(", text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(?:IIP|SDP)-(?:[A-Z]+)?\d{2}\b|\bGALLERY-[a-z]+\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?m)^\|.*$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
