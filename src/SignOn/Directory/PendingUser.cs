namespace SignOn;

/// <summary>A user who waits to be provisioned.</summary>
/// <param name="Key">The user's key.</param>
/// <param name="Name">The best name that is known; empty when none is, or when it was not looked up.</param>
/// <param name="CorrelationId">Of the sign-in that made the user.</param>
/// <param name="Since">When the user signed in first (UTC).</param>
/// <param name="SentAt">When a message was last sent (UTC).</param>
/// <param name="IsPoisoned">Whether it was given up after that.</param>
public sealed record PendingUser(string Key, string Name, string CorrelationId, DateTimeOffset Since, DateTimeOffset SentAt, bool IsPoisoned);
