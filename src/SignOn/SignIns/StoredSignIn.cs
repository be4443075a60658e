namespace SignOn;

/// <summary>A line of the audit trail, and the key after which a list goes on.</summary>
/// <param name="Key">The key.</param>
/// <param name="Record">The line.</param>
public sealed record StoredSignIn(string Key, SignInRecord Record);
