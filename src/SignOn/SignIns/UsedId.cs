namespace SignOn;

/// <summary>An ID that may be used once.</summary>
/// <param name="Kind">What it identifies: the same text may be the ID of a request and of an assertion.</param>
/// <param name="Id">The ID.</param>
/// <param name="ExpiresAt">
/// Until when it must be remembered (UTC). It must be the same whenever this ID is used, because it decides where the ID is looked for.
/// </param>
public sealed record UsedId(UsedIdKind Kind, string Id, DateTimeOffset ExpiresAt);
