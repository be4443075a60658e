namespace SignOn;

/// <summary>What an attempt to become an admin gave.</summary>
/// <param name="Problem">Why not; <see cref="AdminSignInProblem.None"/> with a token.</param>
/// <param name="Token">The cookie's value; null with a problem.</param>
/// <param name="Admin">Who; null with a problem.</param>
/// <param name="RetryAfter">When to try again, after too many attempts.</param>
public sealed record AdminSignIn(AdminSignInProblem Problem, string? Token = null, Admin? Admin = null, TimeSpan? RetryAfter = null);
