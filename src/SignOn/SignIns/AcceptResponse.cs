using Microsoft.Extensions.Logging;
using Saml;

namespace SignOn;

/// <summary>
/// Takes an IdP's answer (saml-profiles-2.0-os 4.1.4.3): verifies it, lets it count once, finds or makes the user, and stores a
/// session. A known user costs four storage operations in two rounds; nothing is answered before what it promises is stored.
/// </summary>
public sealed class AcceptResponse
{
    private readonly TenantDirectory _tenants;
    private readonly NewerKeys _newerKeys;
    private readonly VerifyResponse _verify;
    private readonly IUsedIdStore _usedIds;
    private readonly IUserStore _users;
    private readonly ISessionStore _sessions;
    private readonly UserCache _cache;
    private readonly UserAtSignIn _userAtSignIn;
    private readonly SignInTrail _trail;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Needs the stores, our keys and a clock. One instance for the app.</summary>
    public AcceptResponse(
        TenantDirectory tenants, NewerKeys newerKeys, IServiceProviderKeys keys, IUsedIdStore usedIds, IUserStore users, ISessionStore sessions, ISignInLog log, UserCache cache, TimeProvider time, ILogger<AcceptResponse> logger)
    {
        _tenants = tenants;
        _newerKeys = newerKeys;
        _verify = new VerifyResponse(newerKeys, keys);
        _usedIds = usedIds;
        _users = users;
        _sessions = sessions;
        _cache = cache;
        _userAtSignIn = new UserAtSignIn(users, time);
        _trail = new SignInTrail(log, time, logger);
        _time = time;
        _logger = logger;
    }

    /// <summary>Accepts or refuses.</summary>
    /// <exception cref="StorageUnavailableException">
    /// A store, or our key for what is encrypted, cannot be reached. Nobody is signed in. The response may count as used; then the person has to start again.
    /// </exception>
    public async Task<AcceptOutcome> RunAsync(AcceptRequest request, CancellationToken cancellationToken)
    {
        using var measure = new SignInMeasure();
        try
        {
            var outcome = await AcceptAsync(request, measure, cancellationToken);
            measure.Answered(outcome);
            return outcome;
        }
        catch (Exception e)
        {
            measure.Failed(e);
            throw;
        }
    }

    private async Task<AcceptOutcome> AcceptAsync(AcceptRequest request, SignInMeasure measure, CancellationToken cancellationToken)
    {
        var lookup = await _tenants.FindAsync(request.TenantId, cancellationToken);
        if (lookup is not TenantLookup.Found { Tenant: var tenant })
        {
            var unserved = SignInRefusal.Of(lookup);
            // The id is whatever stands in the address; only what can be one is worth a line.
            Log.TenantNotServed(_logger, TenantIds.Normalize(request.TenantId) ?? "(no legal id)", unserved.Code, request.CorrelationId);
            return new AcceptOutcome.Refused(unserved);
        }

        measure.FoundTenant(tenant.Id);
        var now = _time.GetUtcNow();
        if (tenant.IdpMetadataValidUntil <= now)
        {
            tenant = await _newerKeys.FindAsync(tenant, cancellationToken) ?? tenant;
            if (tenant.IdpMetadataValidUntil <= now)
            {
                return await RefuseAsync(tenant, ExpiredMetadata(tenant), null, null, request, cancellationToken);
            }
        }

        var pending = request.Pending.Where(p => p.TenantId == tenant.Id && now < p.ExpiresAt).ToList();
        var verified = await _verify.RunAsync(request.SamlResponse, tenant, pending, now, cancellationToken);
        if (verified.Response is not { } response)
        {
            return verified.Failure!.Status is { } status && pending.Find(p => p.RequestId == status.InResponseTo) is { } asked
                ? await AnswerErrorAsync(tenant, verified, status, asked, request, cancellationToken)
                : await RefuseAsync(tenant, SignInRefusal.Of(verified.Failure), verified, null, request, cancellationToken);
        }

        var answered = pending.Find(p => p.RequestId == response.InResponseTo);
        if (AuthenticationChecks.Check(tenant, response, answered, now) is { } unmet)
        {
            return await RefuseAsync(tenant, unmet, verified, null, request, cancellationToken);
        }

        if (!SubjectReader.TryRead(response, tenant, out var userKey, out var subject, out var problem))
        {
            return await RefuseAsync(tenant, SignInRefusal.Of(SignOnError.SubjectMissing, problem), verified, null, request, cancellationToken);
        }

        var (facts, notes) = FactsReader.Read(response, tenant.AttributeMap);
        var who = new AssertedUser(userKey, response.Issuer, subject, facts, notes);
        return await AdmitAsync(tenant, verified, response, who, answered, request, now, cancellationToken);
    }

    private async Task<AcceptOutcome> AdmitAsync(
        Tenant tenant, Verification verified, VerifiedResponse response, AssertedUser who, PendingRequest? answered, AcceptRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expiresAt = now + tenant.SessionMaximum;
        if (response.SessionNotOnOrAfter is { } bound && bound < expiresAt)
        {
            expiresAt = bound;
        }

        // Reading the user changes nothing, so it need not wait for the replay guard. Every write does.
        var (used, found) = await AdmitAsync(tenant.Id, IdsOf(response, answered is null ? null : (answered.RequestId, answered.ExpiresAt)), who.UserKey, cancellationToken);
        if (used is not null)
        {
            return await RefuseAsync(tenant, RefusalOf(used), verified, who, request, cancellationToken);
        }

        // The response counts as used from here on: whoever stops now has thrown a good one away. The storage client's own limits bound the rest.
        cancellationToken = CancellationToken.None;
        var (user, refusal) = await _userAtSignIn.RunAsync(tenant, who, found, request.CorrelationId, cancellationToken);
        if (user is null)
        {
            return await RefuseAsync(tenant, refusal!, verified, who, request, cancellationToken);
        }

        _cache.Keep(tenant.Id, user);
        var token = SessionToken.Create(tenant.Id);
        await CommitAsync(tenant.Id, SessionOf(response, user, token, request.CorrelationId, now, expiresAt), verified, who, cancellationToken);
        return new AcceptOutcome.SignedIn
        {
            SessionToken = token.Value,
            ExpiresAt = expiresAt,
            // Only an unsolicited response's RelayState is looked at, and never trusted: it passes the same gate as any return URL.
            TargetUrl = ReturnUrls.Resolve(tenant, answered is null ? request.RelayState : answered.ReturnUrl),
            Answered = answered,
            UserKey = user.Key,
            Message = user.Status == UserStatus.Pending ? new ProvisionUserMessage(tenant.Id, user.Key, request.CorrelationId, now) { TraceParent = SignOnActivities.Parent() } : null,
        };
    }

    private async Task<(UsedId? Used, User? User)> AdmitAsync(string tenantId, List<UsedId> ids, string userKey, CancellationToken cancellationToken)
    {
        using var activity = SignOnActivities.Admit();
        var use = _usedIds.TryUseAsync(tenantId, ids, cancellationToken);
        var read = _users.ReadAsync(tenantId, userKey, cancellationToken);
        await Task.WhenAll(use, read);
        return (await use, await read);
    }

    private async Task CommitAsync(string tenantId, Session session, Verification verified, AssertedUser who, CancellationToken cancellationToken)
    {
        using var activity = SignOnActivities.Commit();
        await Task.WhenAll(
            _sessions.InsertAsync(session, cancellationToken),
            _trail.AcceptedAsync(tenantId, verified, who, session.CorrelationId, cancellationToken));
    }

    internal static List<UsedId> IdsOf(VerifiedResponse response, (string Id, DateTimeOffset ExpiresAt)? request)
    {
        // Each ID brings its own expiry, which never changes: a second use looks in the same place, whatever came with it.
        // The assertion comes first, so that a replay of the whole is called what it is.
        List<UsedId> ids = [new UsedId(UsedIdKind.Assertion, response.AssertionId, response.AcceptableUntil)];
        if (response.ResponseId is { } responseId)
        {
            ids.Add(new UsedId(UsedIdKind.Response, responseId, response.AcceptableUntil));
        }

        if (request is var (id, expiresAt))
        {
            ids.Add(new UsedId(UsedIdKind.Request, id, expiresAt));
        }

        return ids;
    }

    internal static SignInRefusal ExpiredMetadata(Tenant tenant) => SignInRefusal.Of(
        SignOnError.IdpMetadataExpired,
        $"The IdP's metadata was valid until {MetadataState.Write(tenant.IdpMetadataValidUntil!.Value)}, and no newer one can be had; column IdpMetadataError says why. "
        + "Have the IdP publish new metadata at IdpMetadataUrl, or empty that column to keep the certificates by hand.");

    internal static SignInRefusal RefusalOf(UsedId used) => used.Kind == UsedIdKind.Request
        ? SignInRefusal.Of(SignOnError.RequestAlreadyConsumed, "The request that this response answers was answered before. If the person pressed 'back', a new sign-in helps.")
        : SignInRefusal.Of(SignOnError.ResponseReplayed, $"This {(used.Kind == UsedIdKind.Assertion ? "assertion" : "response")} was accepted before.");

    private static Session SessionOf(
        VerifiedResponse response, User user, SessionToken token, string correlationId, DateTimeOffset now, DateTimeOffset expiresAt) => new()
        {
            TenantId = token.TenantId,
            TokenHash = token.Hash,
            UserKey = user.Key,
            Issuer = response.Issuer,
            NameId = response.NameId,
            SessionIndex = response.SessionIndex,
            AuthnInstant = response.AuthnInstant,
            CreatedAt = now,
            ExpiresAt = expiresAt,
            CorrelationId = correlationId,
        };

    /// <summary>
    /// An error Response to a request that this browser holds. Only the IdP and this browser know the request's ID, so an unsigned error may
    /// decide what it decides here: whose words are shown, and that a question in passing is answered with nobody.
    /// </summary>
    private async Task<AcceptOutcome> AnswerErrorAsync(
        Tenant tenant, Verification verified, ReportedStatus status, PendingRequest asked, AcceptRequest request, CancellationToken cancellationToken)
    {
        if (status.IsNoPassive && asked.IsPassive)
        {
            Log.NobodySignedIn(_logger, tenant.Id, request.CorrelationId);
            return new AcceptOutcome.NobodySignedIn(ReturnUrls.Resolve(tenant, asked.ReturnUrl), asked);
        }

        var refusal = SignInRefusal.Of(verified.Failure!);
        await _trail.RefusedAsync(tenant.Id, refusal, verified, null, request.CorrelationId, cancellationToken);
        return new AcceptOutcome.Refused(refusal) { IdpMessage = IdpMessage.Clean(status.Message) };
    }

    private async Task<AcceptOutcome> RefuseAsync(
        Tenant tenant, SignInRefusal refusal, Verification? verified, AssertedUser? who, AcceptRequest request, CancellationToken cancellationToken)
    {
        await _trail.RefusedAsync(tenant.Id, refusal, verified, who, request.CorrelationId, cancellationToken);
        return new AcceptOutcome.Refused(refusal) { IdpInitiated = verified?.Response is { } response ? response.InResponseTo is null : null };
    }
}
