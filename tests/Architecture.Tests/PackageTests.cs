using System.Text.RegularExpressions;
using System.Xml.Linq;
using TestSupport;

namespace Architecture.Tests;

/// <summary>Where versions stand, and how the two builds hang together.</summary>
public sealed partial class PackageTests
{
    private static readonly HashSet<string> Versions =
        [.. XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Select(item => item.Attribute("Include")!.Value)];

    [Fact]
    public void Versions_stand_in_one_file() => Assert.All(ProjectFile.All, project =>
    {
        Assert.False(project.NamesVersions, project.Path);
        Assert.All(project.Packages, id => Assert.Contains(id, Versions));
    });

    [Fact]
    public void Every_version_is_used()
    {
        var used = ProjectFile.All.SelectMany(project => project.Packages.Concat(project.AzurePackages.Select(package => package.Id))).ToHashSet();

        Assert.Empty(Versions.Except(used));
    }

    [Fact]
    public void Every_package_with_a_stand_in_has_a_version_for_the_official_build_and_a_project_for_the_other()
    {
        var packages = ProjectFile.All.SelectMany(project => project.AzurePackages).Distinct().ToList();

        Assert.NotEmpty(packages);
        foreach (var (id, hasStandIn) in packages)
        {
            Assert.Contains(id, Versions);
            Assert.Equal(hasStandIn, File.Exists(Repository.PathOf("src", "StandIns", id, id + ".csproj")));
        }
    }

    [Fact]
    public void Every_stand_in_is_one_of_such_a_package()
    {
        var wanted = ProjectFile.All.SelectMany(project => project.AzurePackages).Where(package => package.HasStandIn).Select(package => package.Id).ToHashSet();

        Assert.Equal(wanted.Order(), ProjectFile.All.Where(project => project.IsStandIn).Select(project => project.Name).Order());
    }

    [Fact]
    public void What_tests_need_is_in_no_package_of_the_product()
    {
        string[] tools = ["xunit", "Microsoft.NET.Test.Sdk", "Microsoft.Playwright", "AngleSharp", "Deque"];

        Assert.All(ProjectFile.All.Where(project => project.IsSource), project =>
            Assert.DoesNotContain(project.Packages, id => tools.Any(tool => id.StartsWith(tool, StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public void The_solution_holds_every_project_and_no_other()
    {
        var listed = ProjectLine().Matches(RepositoryFiles.Read("Functions.sln")).Select(match => match.Groups[1].Value.Replace('\\', '/'));

        Assert.Equal(ProjectFile.All.Select(project => project.Path).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Locked_npm_packages_say_no_address_that_they_come_from() => Assert.All(
        RepositoryFiles.All.Where(path => path.EndsWith("package-lock.json", StringComparison.Ordinal)),
        path =>
        {
            Assert.DoesNotContain("\"resolved\"", RepositoryFiles.Read(path), StringComparison.Ordinal);
            Assert.Contains("\"integrity\"", RepositoryFiles.Read(path), StringComparison.Ordinal);
        });

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex ProjectLine();
}
