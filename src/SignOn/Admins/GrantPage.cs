namespace SignOn;

/// <summary>A page of a list of keys or links.</summary>
/// <param name="Grants">The keys or links, newest first.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
public sealed record GrantPage(IReadOnlyList<AdminGrant> Grants, string? Next);
