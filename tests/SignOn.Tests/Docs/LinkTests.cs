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

    private static IEnumerable<(string From, string Target)> LinksOf(string path)
    {
        // What stands in code is text, not a link.
        var text = Code().Replace(RepositoryDocs.Read(path), "");
        var folder = Path.GetDirectoryName(path)!;
        return Link().Matches(text)
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
            .Select(target => (path, Path.Combine(folder, Uri.UnescapeDataString(target))));
    }

    [GeneratedRegex("(?s)```.*?```|`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)")]
    private static partial Regex Link();
}
