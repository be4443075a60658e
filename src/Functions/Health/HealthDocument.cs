namespace Functions.Health;

/// <summary>The JSON of <c>GET /health</c>.</summary>
/// <param name="Status">"ready" or "unavailable".</param>
/// <param name="Dependencies">Name of each dependency and its state, "up" or "down".</param>
/// <param name="KeysProblem">What is wrong with the keys: class, and how to mend it. Only for admins.</param>
/// <param name="Tenants">Tenants whose row does not parse, with the columns; only for admins, null for everybody else.</param>
internal sealed record HealthDocument(
    string Status,
    IReadOnlyDictionary<string, string>? Dependencies = null,
    KeysProblemDocument? KeysProblem = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Tenants = null);
