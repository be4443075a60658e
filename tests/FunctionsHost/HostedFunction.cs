using System.Text.Json.Nodes;
using FunctionsHost.Protocol;

namespace FunctionsHost;

/// <summary>One function as the worker tells of it.</summary>
internal sealed class HostedFunction
{
    private readonly List<JsonObject> _bindings;

    public HostedFunction(RpcFunctionMetadata metadata)
    {
        Metadata = metadata;
        _bindings = [.. metadata.RawBindings.Select(b => JsonNode.Parse(b)!.AsObject())];
        Trigger = _bindings.Single(b => Text(b, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What the worker said; it gets it back to load the function.</summary>
    public RpcFunctionMetadata Metadata { get; }

    public string Name => Metadata.Name;

    /// <summary>The binding that starts the function.</summary>
    public JsonObject Trigger { get; }

    /// <summary>Of which kind it is, such as <c>httpTrigger</c>.</summary>
    public bool IsStartedBy(string type) => Text(Trigger, "type").Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The function's parameter that takes what starts it.</summary>
    public string TriggerName => Text(Trigger, "name");

    /// <summary>The queue to which an output goes; null where it goes elsewhere.</summary>
    public JsonObject? QueueOutput(string name) =>
        _bindings.Find(b => Text(b, "name") == name && Text(b, "type").Equals("queue", StringComparison.OrdinalIgnoreCase));

    public static string Text(JsonObject binding, string name) => (string?)binding[name] ?? "";
}
