using System.Text.RegularExpressions;
using TestSupport;

namespace SignOn.Tests.Docs;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_in_the_documentation_leads_to_a_file()
    {
        var links = RepositoryDocs.Paths.SelectMany(LinksOf).ToList();

        Assert.NotEmpty(links);
        Assert.Empty(links.Where(link => !Path.Exists(Repository.PathOf(link.Target))).Select(link => $"{link.From} → {link.Target}"));
    }

    [Fact]
    public void Every_link_to_a_section_leads_to_its_heading()
    {
        var links = RepositoryDocs.Paths.SelectMany(LinksOf).Where(link => link.Section.Length > 0 && link.Target.EndsWith(".md", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(links);
        Assert.Empty(links.Where(link => !SectionsOf(link.Target).Contains(link.Section)).Select(link => $"{link.From} → {link.Target}#{link.Section}"));
    }

    [Fact]
    public void Every_document_is_in_the_table_of_contents()
    {
        var contents = LinksOf("docs/README.md").Select(link => Path.GetRelativePath(Repository.Root, Repository.PathOf(link.Target))).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(RepositoryDocs.Paths, path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md" && !contents.Contains(path));
    }

    private static IEnumerable<(string From, string Target, string Section)> LinksOf(string path)
    {
        // What stands in code is text, not a link.
        var text = Code().Replace(RepositoryDocs.Read(path), "");
        var folder = Path.GetDirectoryName(path)!;
        return from Match match in Link().Matches(text)
               let target = match.Groups["target"].Value
               where !target.Contains(':', StringComparison.Ordinal)
               let parts = target.Split('#', 2)
               select (path, parts[0].Length == 0 ? path : Path.Combine(folder, Uri.UnescapeDataString(parts[0])), parts.Length == 2 ? parts[1] : "");
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static HashSet<string> SectionsOf(string path) =>
    [
        .. from Match match in Heading().Matches(RepositoryDocs.Read(path))
           let kept = match.Groups["text"].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
           select string.Concat(kept).Replace(' ', '-'),
    ];

    [GeneratedRegex("(?s)```.*?```|`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)^#+ (?<text>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)")]
    private static partial Regex Link();
}
