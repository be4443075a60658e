using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Opens and closes a tenant's emergency access, and makes the links by which single people come in. Every step is in the audit trail before it
/// is taken (docs/decisions/0083-emergency-access.md).
/// </summary>
public sealed class ControlEmergency(IEmergencyStore store, AdminGrants grants, IUserStore users, IAuditLog audit, TimeProvider time, ILogger<ControlEmergency> logger)
{
    /// <summary>How long a link works at most: it goes to one person, who waits for it.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    /// <summary>A tenant's emergency access while it is open; null otherwise.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It cannot be read.</exception>
    public async Task<EmergencyAccess?> FindOpenAsync(string tenantId, CancellationToken cancellationToken) =>
        await store.ReadAsync(tenantId, cancellationToken) is { } access && access.IsOpen(time.GetUtcNow()) ? access : null;

    /// <summary>All that is open now, what ends first first.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It cannot be read.</exception>
    public async Task<IReadOnlyList<EmergencyAccess>> ListOpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = new List<EmergencyAccess>();
        await foreach (var access in store.ListAsync(cancellationToken))
        {
            if (access.IsOpen(now))
            {
                open.Add(access);
            }
        }

        return [.. open.OrderBy(a => a.EndsAt)];
    }

    /// <summary>Opens it. Links and sessions of an earlier opening stay over.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="wish">What is wanted, without errors.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The wish has errors.</exception>
    /// <exception cref="StorageUnavailableException">It may be open.</exception>
    public async Task<EmergencyOutcome> OpenAsync(Admin by, EmergencyOpening wish, string correlationId, CancellationToken cancellationToken)
    {
        if (wish.Check() is [var error, ..])
        {
            throw new ArgumentException(error.Message, nameof(wish));
        }

        var now = time.GetUtcNow();
        var last = await store.ReadAsync(wish.TenantId, cancellationToken);
        if (last?.IsOpen(now) == true)
        {
            return EmergencyOutcome.OpenAlready;
        }

        var access = new EmergencyAccess
        {
            TenantId = wish.TenantId,
            Id = GrantIds.New(),
            Reason = wish.Reason.Trim(),
            OpenedBy = by.Actor,
            OpenedAt = now,
            EndsAt = now.AddHours(wish.Hours),
            ETag = last?.ETag,
        };
        var record = AuditRecord.Of(by, AuditAction.EmergencyOpened, wish.TenantId, access.Id, now, correlationId);
        await audit.AppendAsync(record with { Changes = [new AuditChange("Reason", null, access.Reason), AuditChange.OfTime("Ends", access.EndsAt)] }, cancellationToken);
        if (!await store.TryWriteAsync(access, cancellationToken))
        {
            return EmergencyOutcome.OpenAlready;
        }

        Log.EmergencyOpened(logger, wish.TenantId, access.Id, access.EndsAt, correlationId);
        return EmergencyOutcome.Done;
    }

    /// <summary>Closes it. Sessions that began through it are over at once, on every instance: each look at one reads this row.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The opening that the operator saw.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">It may still be open.</exception>
    public async Task<EmergencyOutcome> CloseAsync(Admin by, string tenantId, string id, string correlationId, CancellationToken cancellationToken)
    {
        if (await FindOpenAsync(tenantId, cancellationToken) is not { } access || access.Id != id)
        {
            return EmergencyOutcome.NotOpen;
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(AuditRecord.Of(by, AuditAction.EmergencyClosed, tenantId, id, now, correlationId), cancellationToken);
        if (!await store.TryWriteAsync(access with { ClosedAt = now }, cancellationToken))
        {
            return EmergencyOutcome.NotOpen;
        }

        Log.EmergencyClosed(logger, tenantId, id, correlationId);
        return EmergencyOutcome.Done;
    }

    /// <summary>Makes a link for one person, which works once.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userKey">The person.</param>
    /// <param name="id">The id that the link gets (<see cref="GrantIds"/>), so that a form that comes in twice makes one link.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The link and its secret, which nothing can show again; null unless it is done.</returns>
    /// <exception cref="ArgumentException">The id is none.</exception>
    /// <exception cref="StorageUnavailableException">It may have been stored; nobody knows its secret.</exception>
    public async Task<(EmergencyOutcome Outcome, AdminGrant? Link, string? Secret)> MakeLinkAsync(
        Admin by, string tenantId, string userKey, string id, string correlationId, CancellationToken cancellationToken)
    {
        if (!GrantIds.IsValid(id))
        {
            throw new ArgumentException("The id of a link is 16 hex digits.", nameof(id));
        }

        if (await FindOpenAsync(tenantId, cancellationToken) is not { } access)
        {
            return (EmergencyOutcome.NotOpen, null, null);
        }

        if (!UserKeys.IsSubjectKey(userKey) || await users.ReadAsync(tenantId, userKey, cancellationToken) is not { Status: UserStatus.Active })
        {
            return (EmergencyOutcome.NoSuchUser, null, null);
        }

        var latest = time.GetUtcNow() + LinkLifetime;
        var wish = new EmergencyLink(tenantId, access.Id, userKey, latest < access.EndsAt ? latest : access.EndsAt);
        return await grants.TryMakeAsync(by, wish, id, correlationId, cancellationToken) is var (link, secret)
            ? (EmergencyOutcome.Done, link, secret)
            : (EmergencyOutcome.MadeAlready, null, null);
    }

    /// <summary>A page of the links of an opening, newest first, each with the name of its person; empty where that is gone.</summary>
    /// <param name="access">The opening.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The links, and where the next page begins; null when there is none.</returns>
    /// <exception cref="StorageUnavailableException">They cannot be read.</exception>
    public async Task<(IReadOnlyList<(AdminGrant Link, string Name)> Links, string? Next)> ListLinksAsync(EmergencyAccess access, string? after, CancellationToken cancellationToken)
    {
        var page = AdminGrants.Cut((await grants.ListAsync(AdminGrantKind.EmergencyLink, access.TenantId, cancellationToken)).Where(l => l.Emergency?.AccessId == access.Id), after);
        var named = new List<(AdminGrant, string)>();
        foreach (var chunk in page.Grants.Chunk(10))
        {
            var people = await Task.WhenAll(chunk.Select(l => users.ReadAsync(access.TenantId, l.Emergency!.UserKey, cancellationToken)));
            named.AddRange(chunk.Zip(people, (link, user) => (link, user?.ShownName ?? "")));
        }

        return (named, page.Next);
    }
}
