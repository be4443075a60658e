using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Sessions of operators and of customers' admins who follow a setup link. They end after 30 minutes without use and after 8 hours at the
/// latest; and at once when they are ended, when their link is revoked, when the bootstrap key is changed or taken away, and when the
/// operator's own session as a user ends or the role goes.
/// </summary>
public sealed class AdminSessions(
    IAdminStore store, AdminGrants grants, IAuditLog audit, AttemptLimit attempts, SessionReader people, AdminOptions options, TimeProvider time, ILogger<AdminSessions> logger)
{
    internal static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(8);

    // Being seen is written at most once a minute, so that a click costs a read and no write.
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    /// <summary>Opens a session with the bootstrap key.</summary>
    /// <param name="key">What was typed.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">Nothing was compared, or the session may not have been stored.</exception>
    public async Task<AdminSignIn> OpenWithKeyAsync(string key, string correlationId, CancellationToken cancellationToken)
    {
        if (options.BootstrapKey is not { } wanted)
        {
            return new AdminSignIn(AdminSignInProblem.TurnedOff);
        }

        if (await attempts.CountAsync(cancellationToken) is { } wait)
        {
            Log.BootstrapKeyLimited(logger, correlationId);
            return new AdminSignIn(AdminSignInProblem.TooManyAttempts, RetryAfter: wait);
        }

        if (!AttemptLimit.AreSame(key.Trim(), wanted))
        {
            Log.BootstrapKeyRefused(logger, correlationId);
            return new AdminSignIn(AdminSignInProblem.Refused);
        }

        var token = AdminSessionToken.Create();
        var session = NewSession(token, AdminSessionKind.BootstrapKey) with { KeyProof = token.ProveKey(wanted) };
        return await OpenAsync(token, session, new Admin.Operator(), correlationId, cancellationToken);
    }

    /// <summary>Opens a session for a user of the operators' tenant who has the role.</summary>
    /// <param name="userCookie">The value of the user's own session cookie.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It cannot be said who the user is.</exception>
    public async Task<AdminSignIn> OpenForUserAsync(string? userCookie, string correlationId, CancellationToken cancellationToken)
    {
        if (options.OperatorTenant is null)
        {
            return new AdminSignIn(AdminSignInProblem.TurnedOff);
        }

        if (await people.ReadAsync(userCookie, cancellationToken) is not { } user || !options.IsOperator(user) || !SessionToken.TryParse(userCookie, out var own))
        {
            return new AdminSignIn(AdminSignInProblem.Refused);
        }

        var token = AdminSessionToken.Create();
        var session = NewSession(token, AdminSessionKind.User) with { TenantId = user.Tenant.Id, Subject = user.User.Key, UserSession = own.Hash };
        return await OpenAsync(token, session, new Admin.Operator(user.Tenant.Id, user.User.Key), correlationId, cancellationToken);
    }

    /// <summary>Opens a session through a setup link.</summary>
    /// <param name="link">The link's token.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The link cannot be read.</exception>
    public async Task<AdminSignIn> OpenForLinkAsync(string? link, string correlationId, CancellationToken cancellationToken)
    {
        if (await grants.FindAsync(AdminGrantKind.SetupLink, link, cancellationToken) is not { TenantId: { } tenantId } grant)
        {
            return new AdminSignIn(AdminSignInProblem.Refused);
        }

        var token = AdminSessionToken.Create();
        var session = NewSession(token, AdminSessionKind.SetupLink) with { TenantId = tenantId, Subject = grant.Id };
        if (grant.ExpiresAt < session.ExpiresAt)
        {
            session = session with { ExpiresAt = grant.ExpiresAt };
        }

        return await OpenAsync(token, session, new Admin.SetupLink(tenantId, grant.Id), correlationId, cancellationToken);
    }

    /// <summary>
    /// Reads the session of a cookie's value; null for anything that is no running session. One storage operation with the bootstrap key, two
    /// otherwise, and a write when it was not seen for a minute.
    /// </summary>
    /// <param name="cookie">The admins' cookie.</param>
    /// <param name="userCookie">The user's own session cookie, on which an operator's session rests.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It cannot be said who the admin is.</exception>
    public async Task<AdminVisit?> ReadAsync(string? cookie, string? userCookie, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!AdminSessionToken.TryParse(cookie, out var token)
            || await store.ReadSessionAsync(token.Hash, cancellationToken) is not { Revoked: false } session
            || session.ExpiresAt <= now
            || session.SeenAt + IdleLimit <= now
            || await AdminOfAsync(session, token, userCookie, cancellationToken) is not { } admin)
        {
            return null;
        }

        if (now - session.SeenAt >= SeenStep)
        {
            await store.SeeSessionAsync(token.Hash, now, cancellationToken);
        }

        return new AdminVisit(admin, token.FormToken);
    }

    /// <summary>Ends a session; does nothing when there is none.</summary>
    /// <param name="cookie">The admins' cookie.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The session may still run.</exception>
    public Task EndAsync(string? cookie, CancellationToken cancellationToken) =>
        AdminSessionToken.TryParse(cookie, out var token) ? store.RevokeSessionAsync(token.Hash, cancellationToken) : Task.CompletedTask;

    private async Task<Admin?> AdminOfAsync(AdminSession session, AdminSessionToken token, string? userCookie, CancellationToken cancellationToken)
    {
        switch (session.Kind)
        {
            case AdminSessionKind.BootstrapKey:
                return options.BootstrapKey is { } key && session.KeyProof is { } proof && AttemptLimit.AreSame(token.ProveKey(key), proof)
                    ? new Admin.Operator()
                    : null;
            case AdminSessionKind.User:
                return SessionToken.TryParse(userCookie, out var own) && own.Hash == session.UserSession
                    && await people.ReadAsync(userCookie, cancellationToken) is { } user && options.IsOperator(user)
                    && user.Tenant.Id == session.TenantId && user.User.Key == session.Subject
                    ? new Admin.Operator(user.Tenant.Id, user.User.Key)
                    : null;
            case AdminSessionKind.SetupLink:
                return session is { TenantId: { } tenantId, Subject: { } id }
                    && await store.ReadGrantAsync(AdminGrantKind.SetupLink, tenantId, id, cancellationToken) is { } link && link.IsActive(time.GetUtcNow())
                    ? new Admin.SetupLink(tenantId, id)
                    : null;
            default:
                return null;
        }
    }

    private async Task<AdminSignIn> OpenAsync(AdminSessionToken token, AdminSession session, Admin admin, string correlationId, CancellationToken cancellationToken)
    {
        var tenantId = (admin as Admin.SetupLink)?.TenantId;
        await audit.AppendAsync(AuditRecord.Of(admin, AuditAction.SignedIn, tenantId, session.Kind.ToString(), time.GetUtcNow(), correlationId), cancellationToken);
        await store.InsertSessionAsync(session, cancellationToken);
        return new AdminSignIn(AdminSignInProblem.None, token.Value, admin);
    }

    private AdminSession NewSession(AdminSessionToken token, AdminSessionKind kind)
    {
        var now = time.GetUtcNow();
        return new AdminSession { TokenHash = token.Hash, Kind = kind, CreatedAt = now, SeenAt = now, ExpiresAt = now + AbsoluteLimit };
    }
}
