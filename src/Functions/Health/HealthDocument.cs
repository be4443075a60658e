namespace Functions.Health;

/// <summary>The JSON of <c>GET /health</c>.</summary>
/// <param name="Status">"ready" or "unavailable".</param>
/// <param name="Dependencies">Name of each dependency and its state, "up" or "down".</param>
/// <param name="Tenants">Tenants whose row does not parse, with the columns; only for admins, null for everybody else.</param>
internal sealed record HealthDocument(
    string Status,
    IReadOnlyDictionary<string, string>? Dependencies = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Tenants = null);
