namespace SignOn;

/// <summary>A page of the trail.</summary>
/// <param name="Records">The lines, newest first.</param>
/// <param name="Next">Where the next page begins; null when there is none. A page may be short, or empty, and have a next one.</param>
public sealed record SignInList(IReadOnlyList<SignInRecord> Records, string? Next);
