namespace SignOn;

/// <summary>A tenant's row as stored.</summary>
/// <param name="Values">Column name (ordinal) to value: a string, bool, int, long, double or <see cref="DateTimeOffset"/>.</param>
/// <param name="ETag">The version that was read; null for a row that was never stored.</param>
public sealed record TenantColumns(IReadOnlyDictionary<string, object> Values, string? ETag = null);
