using System.Text.Json.Serialization;

namespace SignOn;

/// <summary>The generated reader of traces.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SignInTrace))]
internal sealed partial class TraceJson : JsonSerializerContext;
