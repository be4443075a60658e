namespace SignOn;

/// <summary>A page of a tenant's users.</summary>
/// <param name="Users">Who was found.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
public sealed record DirectoryPage(IReadOnlyList<DirectoryUser> Users, string? Next);
