using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Signs a person out: first the session here, then at the IdP (Kantara SDP-34). The first is promised, the second is tried: whatever is
/// wrong with the tenant's row, the keys or the IdP, the session here has ended. One storage operation; two where the IdP takes LogoutRequests.
/// </summary>
public sealed class SignOut(TenantDirectory tenants, ISessionStore sessions, IServiceProviderKeys keys, TimeProvider time, ILogger<SignOut> logger)
{
    /// <summary>Ends the session of a cookie's value; does nothing when it is none.</summary>
    /// <param name="cookie">The session cookie's value, or null.</param>
    /// <param name="correlationId">Joins the answer and the log.</param>
    /// <param name="cancellationToken">Stops before the session has ended, never after.</param>
    /// <exception cref="StorageUnavailableException">The session may still run.</exception>
    public async Task<SignOutOutcome> RunAsync(string? cookie, string correlationId, CancellationToken cancellationToken)
    {
        using var measure = new LogoutMeasure("signon.sign_out", idpInitiated: false);
        try
        {
            if (!SessionToken.TryParse(cookie, out var token))
            {
                return SignOutOutcome.Done.Instance;
            }

            measure.FoundTenant(token.TenantId);
            var (tenant, session) = await LookAsync(token, cancellationToken);
            await sessions.RevokeAsync(token.TenantId, token.Hash, cancellationToken);
            var outcome = await AskIdpAsync(tenant, session, correlationId);
            measure.Answered(outcome is SignOutOutcome.Onward { Pending: not null } ? LogoutMeasure.Requested : LogoutMeasure.Local);
            Log.SignedOut(logger, token.TenantId, outcome is SignOutOutcome.Onward, correlationId);
            return outcome;
        }
        catch (Exception e)
        {
            measure.Failed(e);
            throw;
        }
    }

    /// <summary>What the IdP has to be told. Not finding it out must not keep anybody signed in.</summary>
    private async Task<(Tenant? Tenant, Session? Session)> LookAsync(SessionToken token, CancellationToken cancellationToken)
    {
        try
        {
            if (await tenants.FindAsync(token.TenantId, cancellationToken) is not TenantLookup.Found { Tenant: { IdpSloUrl: not null } tenant })
            {
                return (null, null);
            }

            return (tenant, tenant.IdpSloBinding == SloBinding.Plain ? null : await sessions.ReadAsync(tenant.Id, token.Hash, cancellationToken));
        }
        catch (StorageUnavailableException e)
        {
            Log.SignOutNotPrepared(logger, token.TenantId, e);
            return (null, null);
        }
    }

    private async Task<SignOutOutcome> AskIdpAsync(Tenant? tenant, Session? session, string correlationId)
    {
        if (tenant is { IdpSloBinding: SloBinding.Plain, IdpSloUrl: { } page })
        {
            return new SignOutOutcome.Onward(new MessageDelivery(page), null, tenant.DisplayName);
        }

        // A session that ended before, for example by the IdP itself, is nothing to tell the IdP about: answering each other would never end.
        var now = time.GetUtcNow();
        if (tenant is null || session is not { Revoked: false, NameId: { } name } || session.ExpiresAt <= now)
        {
            return SignOutOutcome.Done.Instance;
        }

        try
        {
            var ring = await keys.ReadAsync(CancellationToken.None);
            var (delivery, pending) = LogoutMessages.Request(tenant, session, name, ring.Active, now);
            return new SignOutOutcome.Onward(delivery, pending, tenant.DisplayName);
        }
        catch (StorageUnavailableException e)
        {
            Log.LogoutRequestNotSigned(logger, tenant.Id, correlationId, e);
            return SignOutOutcome.Done.Instance;
        }
    }
}
