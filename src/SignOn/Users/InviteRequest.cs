namespace SignOn;

/// <summary>A user whom an admin creates.</summary>
/// <param name="Email">The address that the IdP will send.</param>
/// <param name="Settings">Name, languages, profile, roles.</param>
public sealed record InviteRequest(string Email, UserSettings Settings);
