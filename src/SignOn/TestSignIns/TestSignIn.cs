namespace SignOn;

/// <summary>
/// A real sign-in that signs nobody in: the IdP's answer passes every check that any answer passes, and then shows what it would have done.
/// It uses up request, response and assertion, so that none of them can sign anybody in afterwards; it makes no session, no user and no message.
/// </summary>
public sealed class TestSignIn
{
    private readonly TenantDirectory _tenants;
    private readonly ITenantStore _store;
    private readonly StartSignOn _start;
    private readonly VerifyResponse _verify;
    private readonly IUsedIdStore _usedIds;
    private readonly UserForecast _forecast;
    private readonly IAuditLog _audit;
    private readonly TimeProvider _time;

    /// <summary>Needs the stores, our keys and a clock. One instance for the app.</summary>
    public TestSignIn(
        TenantDirectory tenants, ITenantStore store, StartSignOn start, NewerKeys newerKeys, IServiceProviderKeys keys, IUsedIdStore usedIds, IUserStore users, IAuditLog audit, TimeProvider time)
    {
        _tenants = tenants;
        _store = store;
        _start = start;
        _verify = new VerifyResponse(newerKeys, keys);
        _usedIds = usedIds;
        _forecast = new UserForecast(users);
        _audit = audit;
        _time = time;
    }

    /// <summary>Starts one, on the row as it is stored now: an admin tries what was saved a moment ago.</summary>
    /// <param name="admin">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="formToken">The form token of the admin's session.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">The row, our key or the audit trail is away.</exception>
    public async Task<TestStart> StartAsync(Admin admin, string tenantId, string formToken, string correlationId, CancellationToken cancellationToken)
    {
        await ReadAsync(tenantId, cancellationToken);
        await _audit.AppendAsync(AuditRecord.Of(admin, AuditAction.TestSignInStarted, tenantId, tenantId, _time.GetUtcNow(), correlationId), cancellationToken);
        return await _start.RunAsync(new StartRequest(tenantId), cancellationToken) switch
        {
            StartOutcome.Redirect { Url: var url, Pending: var p } => new TestStart(url, null, new PendingTest(p.TenantId, p.RequestId, formToken, p.ExpiresAt), null),
            StartOutcome.Post { Form: var form, Pending: var p } => new TestStart(null, form, new PendingTest(p.TenantId, p.RequestId, formToken, p.ExpiresAt), null),
            StartOutcome.Refused { Refusal: var refusal } => new TestStart(null, null, null, refusal),
            _ => throw new InvalidOperationException("StartSignOn gave an outcome that has no answer."),
        };
    }

    /// <summary>Takes the answer.</summary>
    /// <param name="admin">Who; the caller has seen to it that this is the session that started it.</param>
    /// <param name="test">The test, from the browser's cookie.</param>
    /// <param name="samlResponse">The form field SAMLResponse.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">Something is away. The response may count as used.</exception>
    public async Task<TestResult> FinishAsync(Admin admin, PendingTest test, ReadOnlyMemory<byte> samlResponse, string correlationId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var result = await TryAsync(test, samlResponse, now, correlationId, cancellationToken);
        var line = AuditRecord.Of(admin, AuditAction.TestSignInEnded, test.TestOf, test.TestOf, now, correlationId);
        await _audit.AppendAsync(line with { Changes = [new AuditChange("Outcome", null, result.Attempt.Code ?? "every check passed")] }, cancellationToken);
        return result;
    }

    private async Task<TestResult> TryAsync(PendingTest test, ReadOnlyMemory<byte> samlResponse, DateTimeOffset now, string correlationId, CancellationToken cancellationToken)
    {
        var nothing = new SignInRecord { TenantId = test.TestOf, At = now, Event = SignInEvent.Refused, CorrelationId = correlationId };
        var lookup = await ReadAsync(test.TestOf, cancellationToken);
        if (lookup is not TenantLookup.Found { Tenant: var tenant })
        {
            return Refuse(nothing, SignInRefusal.Of(lookup));
        }

        // Nothing unsolicited is a test, whatever the tenant allows.
        var expired = now >= test.EndsAt;
        var asked = new PendingRequest(test.TestOf, test.TestId, null, test.EndsAt);
        var verified = await _verify.RunAsync(samlResponse, tenant, expired ? [] : [asked], now, cancellationToken, mayBeUnsolicited: false);
        var attempt = nothing with { Trace = TraceCell.Write(verified.Trace) };
        if (tenant.IdpMetadataValidUntil <= now)
        {
            return Refuse(attempt, AcceptResponse.ExpiredMetadata(tenant));
        }

        if (verified.Response is not { } response)
        {
            return Refuse(attempt, SignInRefusal.Of(verified.Failure!));
        }

        if (AuthenticationChecks.Check(tenant, response, asked, now) is { } unmet)
        {
            return Refuse(attempt, unmet);
        }

        attempt = attempt with { Issuer = response.Issuer, CertificateThumbprint = response.CertificateThumbprint };
        if (await _usedIds.TryUseAsync(tenant.Id, AcceptResponse.IdsOf(response, (test.TestId, test.EndsAt)), cancellationToken) is { } used)
        {
            return Refuse(attempt, AcceptResponse.RefusalOf(used));
        }

        return await DescribeAsync(attempt, verified.Tenant, response, cancellationToken);
    }

    private async Task<TestResult> DescribeAsync(SignInRecord attempt, Tenant tenant, Saml.VerifiedResponse response, CancellationToken cancellationToken)
    {
        var (facts, notes) = FactsReader.Read(response, tenant.AttributeMap);
        SignInRefusal? refusal;
        TestUser? user;
        if (SubjectReader.TryRead(response, tenant, out var key, out var subject, out var problem))
        {
            (user, refusal) = await _forecast.RunAsync(tenant, new AssertedUser(key, response.Issuer, subject, facts, notes), cancellationToken);
        }
        else
        {
            user = new TestUser(TestUserKind.None, null, facts, []);
            refusal = SignInRefusal.Of(SignOnError.SubjectMissing, problem);
        }

        var shown = refusal is null
            ? Describe(attempt with { Event = SignInEvent.Accepted })
            : Refuse(attempt, refusal);
        return shown with
        {
            Attributes = response.Attributes,
            NameId = response.NameId,
            Map = tenant.AttributeMap,
            User = user,
            Warnings = [.. notes, .. TestWarnings.Of(tenant, response, facts)],
        };
    }

    private static TestResult Refuse(SignInRecord attempt, SignInRefusal refusal) => Describe(SignInTrail.Redact(attempt, refusal));

    private static TestResult Describe(SignInRecord attempt) => new() { Attempt = attempt, Checks = AttemptReview.Tell(attempt) };

    /// <summary>Past the copy, which may be 30 seconds old.</summary>
    private async Task<TenantLookup> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await _store.ReadAsync(tenantId, cancellationToken) is { } row ? _tenants.Take(tenantId, row) : TenantLookup.Unknown.Instance;
}
