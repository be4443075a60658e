using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Saml;

namespace SignOn;

/// <summary>
/// Takes the logout messages of a tenant's IdP (saml-profiles-2.0-os 4.4). A request ends sessions when the tenant's keys vouch for it, and only
/// then; an answer tells the person what came of signing out. No message of an IdP makes us send a request, so nothing goes in circles.
/// </summary>
public sealed class AcceptLogout
{
    private readonly TenantDirectory _tenants;
    private readonly IServiceProviderKeys _keys;
    private readonly EndNamedSessions _end;
    private readonly LogoutTrail _trail;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Needs the stores, our keys and a clock. One instance for the app.</summary>
    public AcceptLogout(
        TenantDirectory tenants, IServiceProviderKeys keys, IUsedIdStore usedIds, ISessionStore sessions, ISignInLog log, TimeProvider time, ILogger<AcceptLogout> logger)
    {
        _tenants = tenants;
        _keys = keys;
        _end = new EndNamedSessions(usedIds, sessions);
        _trail = new LogoutTrail(log, time, logger);
        _time = time;
        _logger = logger;
    }

    /// <summary>Obeys, asks, tells or refuses.</summary>
    /// <exception cref="StorageUnavailableException">Nothing has ended, or not everything, and the IdP has no address to be told at.</exception>
    public async Task<LogoutOutcome> RunAsync(LogoutInput input, CancellationToken cancellationToken)
    {
        using var measure = new LogoutMeasure("signon.logout", idpInitiated: true);
        try
        {
            var outcome = await AcceptAsync(input, measure, cancellationToken);
            measure.Answered(outcome);
            return outcome;
        }
        catch (Exception e)
        {
            measure.Failed(e);
            throw;
        }
    }

    private async Task<LogoutOutcome> AcceptAsync(LogoutInput input, LogoutMeasure measure, CancellationToken cancellationToken)
    {
        var lookup = await _tenants.FindAsync(input.TenantId, cancellationToken);
        if (lookup is not TenantLookup.Found { Tenant: var tenant })
        {
            return new LogoutOutcome.Refused(SignInRefusal.Of(lookup));
        }

        measure.FoundTenant(tenant.Id);
        if (!TryRead(input, out var message, out var failure))
        {
            return await RefuseAsync(tenant, SignInRefusal.Of(failure), input);
        }

        if (message.IsRequest)
        {
            return await TakeRequestAsync(tenant, message, input, cancellationToken);
        }

        measure.IsAnswer();
        return TakeResponse(tenant, message, input);
    }

    private static bool TryRead(LogoutInput input, [NotNullWhen(true)] out LogoutMessage? message, [NotNullWhen(false)] out SamlFailure? failure) =>
        input.Post is { } post
            ? LogoutMessage.TryReadForm(post.IsRequest, post.Value.Span, post.RelayState, out message, out failure)
            : LogoutMessage.TryReadQuery(input.RawQuery, out message, out failure);

    private async Task<LogoutOutcome> TakeRequestAsync(Tenant tenant, LogoutMessage message, LogoutInput input, CancellationToken cancellationToken)
    {
        var (request, failure) = await VerifyAsync(tenant, message, cancellationToken);
        if (request is null)
        {
            // Anybody can write such a request and make a browser bring it, cookie and all. So the person decides (docs/decisions/0041-unsigned-logout.md).
            var refused = await RefuseAsync(tenant, SignInRefusal.Of(failure!), input);
            return failure!.Error == SamlError.SignatureMissing ? LogoutOutcome.Ask.Instance : refused;
        }

        if (await _end.RunAsync(tenant, request, cancellationToken) is not { } ended)
        {
            return await RefuseAsync(tenant, SignInRefusal.Of(SignOnError.LogoutRequestReplayed, "This logout request was obeyed before. Whoever signed in since stays signed in."), input);
        }

        await _trail.ObeyedAsync(tenant, ended, input.CorrelationId);
        var answer = await AnswerAsync(tenant, request, ended, input.CorrelationId);
        if (answer is null && ended.IsPartial)
        {
            throw new StorageUnavailableException("Not every session that a logout request means could be ended, and the identity provider cannot be told.", TimeSpan.FromSeconds(5));
        }

        var own = SessionToken.TryParse(input.SessionCookie, out var token) && token.TenantId == tenant.Id && ended.TokenHashes.Contains(token.Hash);
        return new LogoutOutcome.Obeyed(answer, own);
    }

    /// <summary>Asks for our keys only once something turns out to be encrypted, as at sign-in.</summary>
    private async Task<(VerifiedLogoutRequest? Request, SamlFailure? Failure)> VerifyAsync(Tenant tenant, LogoutMessage message, CancellationToken cancellationToken)
    {
        var (now, expected) = (_time.GetUtcNow(), Expect(tenant));
        if (LogoutVerifier.TryVerifyRequest(message, expected, now, out var request, out var failure) || failure.Error != SamlError.AssertionEncrypted)
        {
            return (request, failure);
        }

        var ours = await _keys.ReadForDecryptionAsync(cancellationToken);
        LogoutVerifier.TryVerifyRequest(message, expected with { DecryptionKeys = ours }, now, out request, out failure);
        return (request, failure);
    }

    /// <summary>Signs the answer. The sessions have ended by now, so failing to say so is no failure to do so.</summary>
    private async Task<MessageDelivery?> AnswerAsync(Tenant tenant, VerifiedLogoutRequest request, EndedSessions ended, string correlationId)
    {
        if (tenant.IdpSloResponseUrl is null)
        {
            return null;
        }

        try
        {
            var ring = await _keys.ReadAsync(CancellationToken.None);
            return LogoutMessages.Response(tenant, request, ended.IsPartial, ring.Active, _time.GetUtcNow());
        }
        catch (StorageUnavailableException e)
        {
            Log.LogoutResponseNotSigned(_logger, tenant.Id, correlationId, e);
            return null;
        }
    }

    /// <summary>
    /// The session here ended before we asked, so an answer can end nothing. One that is not this browser's, or does not pass the checks, says
    /// nothing that anybody should read; what this browser waits for stays.
    /// </summary>
    private LogoutOutcome TakeResponse(Tenant tenant, LogoutMessage message, LogoutInput input)
    {
        var now = _time.GetUtcNow();
        if (input.Pending is not { } pending || pending.TenantId != tenant.Id || pending.ExpiresAt <= now)
        {
            return LogoutOutcome.Unsolicited.Instance;
        }

        if (!LogoutVerifier.TryVerifyResponse(message, Expect(tenant) with { RequestId = pending.RequestId }, now, out var response, out var failure))
        {
            Log.LogoutResponseIgnored(_logger, tenant.Id, failure.Error.ToString(), failure.Clause, input.CorrelationId);
            return LogoutOutcome.Unsolicited.Instance;
        }

        Log.LogoutAnswered(_logger, tenant.Id, response.IsComplete, input.CorrelationId);
        return new LogoutOutcome.Returned(tenant.DisplayName, response.IsComplete);
    }

    private static LogoutExpectations Expect(Tenant tenant) => new()
    {
        IdentityProvider = tenant.IdentityProvider,
        Destination = tenant.SingleLogoutUrl,
        AlternativeIssuers = EntraLoginUrl.LogoutIssuers(tenant.IdentityProvider.EntityId),
        RejectExpiredCertificates = tenant.RejectExpiredCertificates,
    };

    private async Task<LogoutOutcome> RefuseAsync(Tenant tenant, SignInRefusal refusal, LogoutInput input)
    {
        await _trail.RefusedAsync(tenant, refusal, input.CorrelationId);
        return new LogoutOutcome.Refused(refusal);
    }
}
