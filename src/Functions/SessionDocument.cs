using SignOn;

namespace Functions;

/// <summary>The JSON of <c>GET /session</c>.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Organization">The tenant's name.</param>
/// <param name="UserId">The user's id, stable for life; null while the state is pending, because the account may turn out to be one that an admin made.</param>
/// <param name="State">"pending" while the account is being made, else "active".</param>
/// <param name="DisplayName">The user's name, else the e-mail address; null when neither is known.</param>
/// <param name="FirstName">First name; null when unknown.</param>
/// <param name="LastName">Last name; null when unknown.</param>
/// <param name="Email">E-mail address; null when unknown. It may change: never use it as a key.</param>
/// <param name="Roles">The user's roles.</param>
/// <param name="Language">Language of the application; null when not set.</param>
/// <param name="IdeLanguage">Language of the development environment; null when not set.</param>
/// <param name="Profile">Profile; null when not set.</param>
/// <param name="AuthenticatedAt">When the IdP authenticated the user, or the emergency link was used (UTC).</param>
/// <param name="ExpiresAt">When the session ends at the latest (UTC).</param>
/// <param name="Emergency">Whether an operator let the user in while the IdP was down. The application may want to offer less then.</param>
internal sealed record SessionDocument(
    string Tenant,
    string Organization,
    Guid? UserId,
    string State,
    string? DisplayName,
    string? FirstName,
    string? LastName,
    string? Email,
    IReadOnlyList<string> Roles,
    string? Language,
    string? IdeLanguage,
    string? Profile,
    DateTimeOffset AuthenticatedAt,
    DateTimeOffset ExpiresAt,
    bool Emergency)
{
    /// <summary>The document of a session.</summary>
    /// <param name="session">The session.</param>
    public static SessionDocument Of(SessionView session)
    {
        var user = session.User;
        return new SessionDocument(
            session.Tenant.Id,
            session.Tenant.DisplayName,
            session.IsPending ? null : user.UserId,
            session.IsPending ? "pending" : "active",
            user.ShownName,
            user.Facts.FirstName,
            user.Facts.LastName,
            user.Facts.Email,
            user.Roles,
            user.Settings.Language,
            user.Settings.IdeLanguage,
            user.Settings.Profile,
            session.AuthnInstant,
            session.ExpiresAt,
            session.IsEmergency);
    }
}
