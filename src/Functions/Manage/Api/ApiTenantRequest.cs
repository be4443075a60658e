using System.Text.Json.Nodes;

namespace Functions.Manage;

/// <summary>What a program sends to make or change a tenant.</summary>
/// <param name="Settings">Settings by column.</param>
internal sealed record ApiTenantRequest(JsonObject Settings);
