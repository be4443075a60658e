using System.Text.Json.Serialization;
using Functions.Health;
using Functions.Manage;
using SignOn;

namespace Functions;

/// <summary>Generated serializers: no reflection at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProvisionUserMessage))]
[JsonSerializable(typeof(SendEmailMessage))]
[JsonSerializable(typeof(SendEmailMessage[]))]
[JsonSerializable(typeof(PendingRequest))]
[JsonSerializable(typeof(PendingLogout))]
[JsonSerializable(typeof(ApiKeyDocument))]
[JsonSerializable(typeof(ApiTenantDocument))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ApiTenantsDocument))]
[JsonSerializable(typeof(ApiSetupLinkDocument))]
[JsonSerializable(typeof(ApiSetupLinksDocument))]
[JsonSerializable(typeof(ApiTenantRequest))]
[JsonSerializable(typeof(ApiSetupLinkRequest))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(PendingTest))]
[JsonSerializable(typeof(ApiSignInsDocument))]
[JsonSerializable(typeof(ApiTraceDocument))]
[JsonSerializable(typeof(ApiUserDocument))]
[JsonSerializable(typeof(ApiUsersDocument))]
[JsonSerializable(typeof(ApiUserRequest))]
[JsonSerializable(typeof(ApiUserSettings))]
internal sealed partial class AppJson : JsonSerializerContext;
