namespace SignOn;

/// <summary>An admin with a running session.</summary>
/// <param name="Admin">Who.</param>
/// <param name="FormToken">What every form of this session must carry.</param>
public sealed record AdminVisit(Admin Admin, string FormToken);
