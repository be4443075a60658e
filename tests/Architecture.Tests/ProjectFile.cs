using System.Xml.Linq;
using TestSupport;

namespace Architecture.Tests;

/// <summary>One project of the repository, as its file says, before MSBuild turns stand-ins into references.</summary>
internal sealed class ProjectFile
{
    private readonly XElement _root;

    private ProjectFile(string path)
    {
        Path = path;
        _root = XDocument.Load(Repository.PathOf(path)).Root!;
    }

    /// <summary>Path in the repository, with slashes.</summary>
    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsStandIn => Path.StartsWith("src/StandIns/", StringComparison.Ordinal);

    public bool IsSource => Path.StartsWith("src/", StringComparison.Ordinal) && !IsStandIn;

    /// <summary>Paths in the repository of the projects that it references by itself.</summary>
    public IReadOnlyList<string> Projects => [.. Includes("ProjectReference").Select(include =>
        System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(Path)!, include.Replace('\\', '/')))))];

    /// <summary>Names of those projects.</summary>
    public IEnumerable<string> ProjectNames => Projects.Select(System.IO.Path.GetFileNameWithoutExtension)!;

    public IReadOnlyList<string> Packages => [.. Includes("PackageReference")];

    /// <summary>Packages that have a stand-in, and whether they want it (see Directory.Build.targets).</summary>
    public IReadOnlyList<(string Id, bool HasStandIn)> AzurePackages => [.. _root.Descendants("AzurePackage")
        .Select(item => (item.Attribute("Include")!.Value, item.Attribute("StandIn")?.Value != "none"))];

    public bool NamesVersions => _root.Descendants("PackageReference").Any(item => item.Attribute("Version") is not null || item.Element("Version") is not null);

    /// <summary>All that git knows.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } =
        [.. RepositoryFiles.All.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path))];

    public static ProjectFile Of(string name) => All.Single(project => project.Name == name);

    private IEnumerable<string> Includes(string item) => _root.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
