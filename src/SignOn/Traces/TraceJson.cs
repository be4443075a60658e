using System.Text.Json.Serialization;

namespace SignOn;

/// <summary>The generated serializer of traces.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SignInTrace))]
internal sealed partial class TraceJson : JsonSerializerContext;
