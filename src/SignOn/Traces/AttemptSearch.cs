namespace SignOn;

/// <summary>What a search for a correlation id found.</summary>
/// <param name="Lines">The lines of one tenant, newest first; empty when none was found.</param>
/// <param name="Next">The tenant after which the search goes on; null when all were looked at, or the lines were found.</param>
public sealed record AttemptSearch(IReadOnlyList<SignInRecord> Lines, string? Next);
