namespace SignOn;

/// <summary>What came of a logout request.</summary>
/// <param name="TokenHashes">The sessions that it means and that have ended now; those that had ended before are among them.</param>
/// <param name="IsPartial">Whether some could not be looked up or ended.</param>
internal sealed record EndedSessions(IReadOnlyCollection<string> TokenHashes, bool IsPartial);
