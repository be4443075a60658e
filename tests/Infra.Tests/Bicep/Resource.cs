using System.Text.Json.Nodes;

namespace Infra.Tests.Bicep;

/// <summary>One resource that would be made.</summary>
internal sealed class Resource(JsonObject json)
{
    public string Type => (string)json["type"]!;

    public string Name => (string)json["name"]!;

    public string Id => (string)json["id"]!;

    public JsonObject? Tags => json["tags"]?.AsObject();

    public bool HasLocation => json.ContainsKey("location");

    /// <summary>The value at a path such as <c>networkAcls.defaultAction</c> below the properties; null when there is none.</summary>
    public JsonNode? this[string path] => path.Split('.').Aggregate(json["properties"], (node, part) => node?[part]);

    public JsonObject? Identity => json["identity"]?.AsObject();

    public JsonObject Properties => json["properties"]!.AsObject();

    public override string ToString() => $"{Type} {Name}";
}
