namespace LocalIdp;

/// <summary>That an account was signed in to an application.</summary>
/// <param name="AppId">The application.</param>
/// <param name="Account">The account's name, for people.</param>
/// <param name="NameId">The name in the assertion.</param>
/// <param name="NameIdFormat">Its format.</param>
/// <param name="SessionIndex">The session's index.</param>
internal sealed record SessionNote(Guid AppId, string Account, string? NameId, string? NameIdFormat, string? SessionIndex);
