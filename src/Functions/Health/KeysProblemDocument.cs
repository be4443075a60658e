namespace Functions.Health;

/// <summary>What is wrong with the keys, in the detail of <c>GET /health</c>.</summary>
/// <param name="Trouble">"Forbidden", "NotFound", "Disabled", "Unreachable" or "BadCertificate".</param>
/// <param name="Detail">What, where, and how to mend it.</param>
internal sealed record KeysProblemDocument(string Trouble, string Detail);
