using System.Text.Json.Serialization;

namespace AzureAdapters;

/// <summary>Made at compile time: reflection would cost at each cold start.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class ColumnsJson : JsonSerializerContext;
