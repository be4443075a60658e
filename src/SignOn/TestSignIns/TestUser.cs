namespace SignOn;

/// <summary>Which user a sign-in would lead to.</summary>
/// <param name="Kind">What would happen.</param>
/// <param name="UserKey">The user's key; null when the response names nobody.</param>
/// <param name="Facts">What the attributes say about the person; null when the response was refused before.</param>
/// <param name="Roles">The roles that the user would have.</param>
public sealed record TestUser(TestUserKind Kind, string? UserKey, UserFacts? Facts, IReadOnlyList<string> Roles);
