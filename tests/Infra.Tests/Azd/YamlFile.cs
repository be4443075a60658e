using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Azd;

/// <summary>Reads YAML, and finds values by a path such as <c>services.web.host</c>.</summary>
internal static class YamlFile
{
    public static YamlMappingNode Read(string path)
    {
        using var reader = new StreamReader(path);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public static YamlNode? Find(this YamlNode node, string path) => path.Split('.').Aggregate(
        (YamlNode?)node, (at, part) => at is YamlMappingNode map && map.Children.TryGetValue(part, out var value) ? value : null);

    public static string? Text(this YamlNode node, string path) => (node.Find(path) as YamlScalarNode)?.Value;

    public static IEnumerable<string> Keys(this YamlNode? node) => ((YamlMappingNode)node!).Children.Keys.Select(k => ((YamlScalarNode)k).Value!);

    public static IEnumerable<YamlMappingNode> Items(this YamlNode? node) => ((YamlSequenceNode)node!).Children.Cast<YamlMappingNode>();
}
