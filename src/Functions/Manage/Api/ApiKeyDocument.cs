namespace Functions.Manage;

/// <summary>The JSON of <c>GET /manage/api/key</c>.</summary>
/// <param name="Id">The key's public part.</param>
/// <param name="Name">What the operator called it.</param>
/// <param name="Tenant">The one tenant that it may see; null for all.</param>
/// <param name="MayWrite">Whether it may change anything.</param>
internal sealed record ApiKeyDocument(string Id, string Name, string? Tenant, bool MayWrite);
