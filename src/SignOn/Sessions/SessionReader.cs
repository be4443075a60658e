namespace SignOn;

/// <summary>
/// Says who is signed in. One storage operation while the user and the tenant were seen within 30 seconds, so a user or a
/// tenant that was disabled by hand is out after that time; a revoked session is out at once. A session that began through an emergency link
/// costs two operations more.
/// </summary>
public sealed class SessionReader
{
    private readonly TenantDirectory _tenants;
    private readonly ISessionStore _sessions;
    private readonly UserCache _users;
    private readonly EmergencySessions _emergency;
    private readonly TimeProvider _time;

    /// <summary>Needs the stores and a clock.</summary>
    public SessionReader(TenantDirectory tenants, ISessionStore sessions, UserCache users, EmergencySessions emergency, TimeProvider time)
    {
        _tenants = tenants;
        _sessions = sessions;
        _users = users;
        _emergency = emergency;
        _time = time;
    }

    /// <summary>Reads the session of a cookie's value. Null for anything that is no running session, whatever it is.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be said who is signed in.</exception>
    public async Task<SessionView?> ReadAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (!SessionToken.TryParse(cookie, out var token)
            || await _tenants.FindAsync(token.TenantId, cancellationToken) is not TenantLookup.Found { Tenant: var tenant }
            || await _sessions.ReadAsync(tenant.Id, token.Hash, cancellationToken) is not { Revoked: false } session
            || session.ExpiresAt <= _time.GetUtcNow()
            || (session.EmergencyLinkId is { } link && !await _emergency.StandAsync(tenant.Id, link, cancellationToken))
            || await _users.ReadAsync(tenant.Id, session.UserKey, session.CreatedAt, cancellationToken) is not { Status: not UserStatus.Disabled } user)
        {
            return null;
        }

        return new SessionView
        {
            Tenant = tenant,
            User = user,
            NameId = session.NameId,
            AuthnInstant = session.AuthnInstant,
            CreatedAt = session.CreatedAt,
            ExpiresAt = session.ExpiresAt,
            IsEmergency = session.EmergencyLinkId is not null,
        };
    }
}
