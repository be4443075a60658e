using System.Text.Json.Serialization;

namespace SignOn;

/// <summary>
/// The generated writer of traces: code that is there when the process starts. What <see cref="TraceJson"/> reads with has to be
/// compiled first, which the first person after a cold start would wait for.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(SignInTrace))]
internal sealed partial class TraceWriting : JsonSerializerContext;
