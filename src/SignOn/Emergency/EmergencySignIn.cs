using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Lets a person in by an emergency link, without the IdP. The link works once, on all instances together; the session rests on it and on the
/// tenant's emergency access, and ends with either.
/// </summary>
public sealed class EmergencySignIn(
    IEmergencyStore store, IAdminStore links, AdminGrants grants, TenantDirectory tenants, IUserStore users, ISessionStore sessions, ISignInLog trail, IAuditLog audit, TimeProvider time, ILogger<EmergencySignIn> logger)
{
    /// <summary>Signs the person in, or refuses.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting, until the link counts as used.</param>
    /// <exception cref="StorageUnavailableException">Nobody is signed in; the link may count as used.</exception>
    public async Task<EmergencyAdmission> RunAsync(string? token, string correlationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await grants.FindAsync(AdminGrantKind.EmergencyLink, token, cancellationToken) is not { Emergency: { } link } grant
            || await tenants.FindAsync(link.TenantId, cancellationToken) is not TenantLookup.Found { Tenant: var tenant }
            || await store.ReadAsync(link.TenantId, cancellationToken) is not { } access || access.Id != link.AccessId || !access.IsOpen(now)
            || await users.ReadAsync(link.TenantId, link.UserKey, cancellationToken) is not { Status: UserStatus.Active } user)
        {
            return new EmergencyAdmission.Refused();
        }

        var session = SessionToken.Create(tenant.Id);
        await audit.AppendAsync(
            new AuditRecord { At = now, Actor = $"emergency link {grant.Id}", Action = AuditAction.EmergencyLinkUsed, TenantId = tenant.Id, Target = user.Key, CorrelationId = correlationId },
            cancellationToken);
        if (!await links.TryUseOnceAsync(AdminGrantKind.EmergencyLink, tenant.Id, grant.Id, session.Hash, now, cancellationToken))
        {
            return new EmergencyAdmission.Refused();
        }

        // The link counts as used from here on: whoever stops now has thrown it away.
        var latest = now + tenant.SessionMaximum;
        var expiresAt = latest < access.EndsAt ? latest : access.EndsAt;
        await Task.WhenAll(
            sessions.InsertAsync(SessionOf(tenant.Id, user, session, grant.Id, correlationId, now, expiresAt), CancellationToken.None),
            trail.AppendAsync(LineOf(tenant.Id, user, grant.Id, correlationId, now), CancellationToken.None));
        Log.EmergencySignedIn(logger, tenant.Id, user.Key, grant.Id, correlationId);
        return new EmergencyAdmission.SignedIn(session.Value, ReturnUrls.Resolve(tenant, null));
    }

    private static Session SessionOf(string tenantId, User user, SessionToken token, string linkId, string correlationId, DateTimeOffset now, DateTimeOffset expiresAt) => new()
    {
        TenantId = tenantId,
        TokenHash = token.Hash,
        UserKey = user.Key,
        Issuer = user.Issuer,
        AuthnInstant = now,
        CreatedAt = now,
        ExpiresAt = expiresAt,
        CorrelationId = correlationId,
        EmergencyLinkId = linkId,
    };

    private static SignInRecord LineOf(string tenantId, User user, string linkId, string correlationId, DateTimeOffset now) => new()
    {
        TenantId = tenantId,
        At = now,
        Event = SignInEvent.EmergencySignIn,
        CorrelationId = correlationId,
        UserKey = user.Key,
        Notes = [$"Emergency link {linkId}, without the identity provider."],
    };
}
