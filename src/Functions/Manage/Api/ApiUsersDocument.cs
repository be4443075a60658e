namespace Functions.Manage;

/// <summary>The JSON of a page of users.</summary>
/// <param name="Users">The users.</param>
/// <param name="Next">What to send as 'after' for the next page; absent on the last one.</param>
internal sealed record ApiUsersDocument(IReadOnlyList<ApiUserDocument> Users, string? Next);
