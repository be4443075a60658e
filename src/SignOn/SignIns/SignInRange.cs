namespace SignOn;

/// <summary>A part of a tenant's audit trail.</summary>
/// <param name="From">The oldest instant (UTC), included; null for no bound.</param>
/// <param name="Before">The newest instant (UTC), excluded; null for no bound.</param>
/// <param name="After">The key of the line after which to go on; null to begin with the newest.</param>
/// <param name="PageSize">How many lines to read at a time; 1 to 1,000.</param>
public sealed record SignInRange(DateTimeOffset? From, DateTimeOffset? Before, string? After, int PageSize);
