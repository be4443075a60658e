namespace SignOn;

/// <summary>A user whom an admin creates.</summary>
/// <param name="Email">The address that the IdP will send.</param>
/// <param name="DisplayName">The name until the IdP sends one.</param>
/// <param name="Settings">Languages, profile, roles.</param>
public sealed record InviteRequest(string Email, string? DisplayName, UserSettings Settings);
