using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using SignOn;

namespace Functions.Manage;

/// <summary>Schemas of what the API reads and writes, exported from the serializers themselves, so that they cannot say anything else.</summary>
internal static class OpenApiSchemas
{
    private const string Settings = "TenantSettings";
    private const string Kept = "KeptColumns";

    // What a program must send. Of what is read from the API, everything is there that is not said to be absent.
    private static readonly Dictionary<Type, string[]> RequiredMembers = new()
    {
        [typeof(ApiTenantRequest)] = ["settings"],
        [typeof(ApiSetupLinkRequest)] = ["name", "days"],
        [typeof(ApiUserRequest)] = ["email", "settings"],
        [typeof(ApiUserSettings)] = [],
    };

    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Name(context, schema) };

    /// <summary>All schemas by name.</summary>
    public static JsonObject Create()
    {
        var schemas = new JsonObject { [Settings] = Columns(kept: false), [Kept] = Columns(kept: true) };
        var types = ApiOperations.All.SelectMany(o => new[] { o.Request, o.Response }).Append(AppJson.Default.ProblemDocument).Append(AppJson.Default.ApiColumnError);
        foreach (var type in types.OfType<JsonTypeInfo>().Where(t => t.Type != typeof(JsonObject)).DistinctBy(t => t.Type))
            schemas[type.Type.Name] = Require(Complete(type.GetJsonSchemaAsNode(Options)), RequiredMembers.GetValueOrDefault(type.Type));
        return schemas;
    }

    /// <summary>Refers to the schema of a type.</summary>
    /// <param name="type">The type.</param>
    public static JsonObject Reference(JsonTypeInfo type) =>
        type.Type == typeof(JsonObject) ? new JsonObject { ["type"] = "object" } : Refer(type.Type.Name);

    private static JsonObject Refer(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The two objects whose members are a table's columns, and what stands in several places, which the exporter would write once and refer to from within.</summary>
    private static JsonNode Name(JsonSchemaExporterContext context, JsonNode schema) =>
        context.TypeInfo.Type == typeof(ApiColumnError) && !context.Path.IsEmpty ? Refer(nameof(ApiColumnError))
        : context.PropertyInfo is not { PropertyType: { } type } property || type != typeof(JsonObject) ? schema
        : property.Name == "kept" ? Refer(Kept) : Refer(Settings);

    /// <summary>Members that are null are left out when they are written: they are not required, and never null.</summary>
    private static JsonNode Complete(JsonNode schema)
    {
        if (schema is JsonArray array)
        {
            foreach (var element in array.OfType<JsonNode>())
                Complete(element);
        }

        if (schema is not JsonObject node)
            return schema;
        if (node["properties"] is JsonObject properties)
        {
            var required = new JsonArray();
            foreach (var (name, property) in properties)
            {
                if (!DropNull(property!))
                    required.Add((JsonNode?)JsonValue.Create(name));
            }

            node.Remove("required");
            if (required.Count > 0)
                node["required"] = required;
        }

        foreach (var (_, child) in node)
        {
            if (child is not null)
                Complete(child);
        }

        return node;
    }

    private static JsonNode Require(JsonNode schema, string[]? members)
    {
        if (members is null)
            return schema;
        schema.AsObject().Remove("required");
        if (members.Length > 0)
            schema["required"] = new JsonArray([.. members.Select(m => (JsonNode)JsonValue.Create(m))]);
        return schema;
    }

    private static bool DropNull(JsonNode schema)
    {
        if (schema is not JsonObject node || node["type"] is not JsonArray types || types.All(t => t!.GetValue<string>() != "null"))
            return false;
        node["type"] = types.First(t => t!.GetValue<string>() != "null")!.DeepClone();
        return true;
    }

    private static JsonObject Columns(bool kept)
    {
        var properties = new JsonObject();
        foreach (var column in TenantColumnTable.All.Where(c => TenantColumnTable.IsKept(c) == kept))
        {
            var schema = new JsonObject { ["type"] = TypesOf(column), ["description"] = $"{column.Meaning} {column.Mend}" };
            if (TenantColumnTable.ChoicesOf(column) is { Count: > 0 } choices)
                schema["examples"] = new JsonArray([.. choices.Select(c => (JsonNode)JsonValue.Create(c))]);
            properties[column.Name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    // A hand edit may have left a text where a flag or a number belongs; it is shown as it is, and the state is then 'broken'.
    private static JsonArray TypesOf(TenantColumn column) => column.Kind switch
    {
        TenantColumnKind.Flag => ["boolean", "string", "null"],
        TenantColumnKind.Number => ["integer", "string", "null"],
        _ => ["string", "null"],
    };
}
