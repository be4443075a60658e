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
[JsonSerializable(typeof(ApiUserDocument))]
[JsonSerializable(typeof(ApiUsersDocument))]
[JsonSerializable(typeof(ApiUserRequest))]
[JsonSerializable(typeof(ApiUserSettings))]
internal sealed partial class AppJson : JsonSerializerContext;
