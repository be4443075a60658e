namespace SignOn;

/// <summary>An admin with a running session.</summary>
/// <param name="Admin">Who.</param>
/// <param name="Kind">How the admin came in.</param>
/// <param name="FormToken">What every form of this session must carry.</param>
/// <param name="ExpiresAt">When the session ends at the latest (UTC).</param>
public sealed record AdminVisit(Admin Admin, AdminSessionKind Kind, string FormToken, DateTimeOffset ExpiresAt);
