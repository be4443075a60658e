namespace SignOn;

/// <summary>An attribute, without its values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">How many different values it has; blank ones do not count.</param>
public sealed record TraceAttribute(string Name, int Values);
