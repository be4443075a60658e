using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Writes what IdPs' logout messages did to the audit trail and the log. Nothing personal, and never a reason to fail.</summary>
internal sealed class LogoutTrail(ISignInLog log, TimeProvider time, ILogger logger)
{
    private readonly Budget _budget = Budget.OfRefusals(time);

    public async Task ObeyedAsync(Tenant tenant, EndedSessions ended, string correlationId)
    {
        Log.LogoutObeyed(logger, tenant.Id, ended.TokenHashes.Count, ended.IsPartial, correlationId);
        var note = $"Sessions ended: {ended.TokenHashes.Count}." + (ended.IsPartial ? " Some could not be ended; the identity provider was told." : "");
        await AppendAsync(Describe(tenant, SignInEvent.LoggedOut, correlationId) with { Notes = [note] });
    }

    public async Task RefusedAsync(Tenant tenant, SignInRefusal refusal, string correlationId)
    {
        var record = SignInTrail.Redact(Describe(tenant, SignInEvent.LogoutRefused, correlationId), refusal);
        Log.LogoutRefused(logger, tenant.Id, refusal.Code, record.Clause, correlationId, record.Detail, record.Expected, record.Received);

        // Anybody can send rubbish.
        if (_budget.TryTake(tenant.Id))
        {
            await AppendAsync(record);
        }
    }

    private SignInRecord Describe(Tenant tenant, SignInEvent what, string correlationId) => new()
    {
        TenantId = tenant.Id,
        At = time.GetUtcNow(),
        Event = what,
        CorrelationId = correlationId,
        Issuer = what == SignInEvent.LoggedOut ? tenant.IdentityProvider.EntityId : null,
        IdpInitiated = true,
    };

    private async Task AppendAsync(SignInRecord record)
    {
        try
        {
            await log.AppendAsync(record, CancellationToken.None);
        }
        catch (StorageUnavailableException e)
        {
            Log.LogoutNotRecorded(logger, record.TenantId, record.CorrelationId, e);
        }
    }
}
