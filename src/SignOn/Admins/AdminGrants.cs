using System.Globalization;

namespace SignOn;

/// <summary>Makes, finds and revokes API keys, setup links and emergency links. Every change is in the audit trail before it is made.</summary>
public sealed class AdminGrants(IAdminStore store, TokenSeal seals, IAuditLog audit, TimeProvider time)
{
    /// <summary>The longest life of an API key, in days.</summary>
    public const int MaxKeyDays = 365;

    /// <summary>The longest life of a setup link, in days.</summary>
    public const int MaxLinkDays = 30;

    /// <summary>Keys or links of a page.</summary>
    public const int PageSize = 25;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>What is wrong with a wish; empty when it can be granted.</summary>
    /// <param name="wish">What somebody wants.</param>
    public static IReadOnlyList<FieldError> Check(NewGrant wish)
    {
        var errors = new List<FieldError>();
        if (wish.Name.Trim().Length is 0 or > MaxNameLength || wish.Name.Any(char.IsControl))
        {
            errors.Add(new FieldError("name", $"Write what it is for, in 1 to {MaxNameLength} characters."));
        }

        var most = wish.Kind == AdminGrantKind.ApiKey ? MaxKeyDays : MaxLinkDays;
        if (wish.Days < 1 || wish.Days > most)
        {
            errors.Add(new FieldError("days", $"Write a number of days from 1 to {most}."));
        }

        if (wish.TenantId is null ? wish.Kind == AdminGrantKind.SetupLink : !TenantIds.IsValid(wish.TenantId))
        {
            errors.Add(new FieldError("tenant", "Write the id of a tenant."));
        }

        if (wish.Id is not null && !GrantIds.IsValid(wish.Id))
        {
            errors.Add(new FieldError("id", $"Draw {GrantIds.Length} hex digits at random, in small letters, or leave it out."));
        }

        return errors;
    }

    /// <summary>Makes a key or a link, unless its id was given before: then the same wish came in twice.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The grant and its secret, which nothing can show again; null when it was made before, and is as it was then.</returns>
    /// <exception cref="ArgumentException">The wish has errors.</exception>
    /// <exception cref="StorageUnavailableException">It may have been stored; nobody knows its secret.</exception>
    public async Task<(AdminGrant Grant, string Secret)?> TryMakeAsync(Admin by, NewGrant wish, string correlationId, CancellationToken cancellationToken)
    {
        if (Check(wish) is [var error, ..])
        {
            throw new ArgumentException(error.Message, nameof(wish));
        }

        var now = time.GetUtcNow();
        var token = await AdminToken.CreateAsync(wish.Kind, wish.TenantId, wish.Id ?? GrantIds.New(), seals, cancellationToken);
        var grant = new AdminGrant
        {
            Kind = wish.Kind,
            Id = token.Id,
            Name = wish.Name.Trim(),
            TenantId = wish.TenantId,
            MayWrite = wish.MayWrite,
            SecretHash = token.Hash,
            CreatedAt = now,
            CreatedBy = by.Actor,
            ExpiresAt = now.AddDays(wish.Days),
        };
        return await TryStoreAsync(by, grant, correlationId, cancellationToken) ? (grant, token.Value) : null;
    }

    /// <summary>Makes an emergency link, for <see cref="ControlEmergency"/>, which says whether there may be one.</summary>
    internal async Task<(AdminGrant Grant, string Secret)?> TryMakeAsync(Admin by, EmergencyLink wish, string id, string correlationId, CancellationToken cancellationToken)
    {
        var token = await AdminToken.CreateAsync(AdminGrantKind.EmergencyLink, wish.TenantId, id, seals, cancellationToken);
        var grant = new AdminGrant
        {
            Kind = AdminGrantKind.EmergencyLink,
            Id = token.Id,
            Name = "",
            TenantId = wish.TenantId,
            SecretHash = token.Hash,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = by.Actor,
            ExpiresAt = wish.ExpiresAt,
            Emergency = wish,
        };
        return await TryStoreAsync(by, grant, correlationId, cancellationToken) ? (grant, token.Value) : null;
    }

    /// <summary>Revokes a key or a link; it opens nothing from then on. The links that a key made go with it, because whoever had the key may have them.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="kind">Key or link.</param>
    /// <param name="tenantId">The link's tenant; null for a key.</param>
    /// <param name="id">Its id.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when there is no such grant.</returns>
    /// <exception cref="StorageUnavailableException">It may still open something.</exception>
    public async Task<bool> RevokeAsync(Admin by, AdminGrantKind kind, string? tenantId, string id, string correlationId, CancellationToken cancellationToken)
    {
        if (await store.ReadGrantAsync(kind, tenantId, id, cancellationToken) is not { } grant)
        {
            return false;
        }

        await RevokeAsync(by, grant, correlationId, cancellationToken);
        if (kind == AdminGrantKind.ApiKey)
        {
            // Whether or not the key was revoked before: a run that died midway is finished by the next.
            await foreach (var made in store.ListSetupLinksOfAsync(Admin.ApiKey.ActorOf(id), cancellationToken))
            {
                await RevokeAsync(by, made, correlationId, cancellationToken);
            }
        }

        return true;
    }

    /// <summary>All keys, or all links of a tenant, newest first.</summary>
    /// <param name="kind">Keys or links.</param>
    /// <param name="tenantId">The links' tenant; null for keys.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<AdminGrant>> ListAsync(AdminGrantKind kind, string? tenantId, CancellationToken cancellationToken)
    {
        var all = new List<AdminGrant>();
        await foreach (var grant in store.ListGrantsAsync(kind, tenantId, cancellationToken))
        {
            all.Add(grant);
        }

        return [.. all.OrderByDescending(g => g.CreatedAt)];
    }

    /// <summary>A page of them, newest first. Rows are stored under random ids, so all are read for it: 1,000 in a storage operation, and the clean-up keeps them few.</summary>
    /// <param name="kind">Keys or links.</param>
    /// <param name="tenantId">The links' tenant; null for keys.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<GrantPage> ListPageAsync(AdminGrantKind kind, string? tenantId, string? after, CancellationToken cancellationToken) =>
        Cut(await ListAsync(kind, tenantId, cancellationToken), after);

    /// <summary>Looks for the API key of a bearer token. One storage operation, two on a day's first use; none for what was not made here.</summary>
    /// <param name="bearer">What the client showed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The key; null for anything that is no active key.</returns>
    /// <exception cref="StorageUnavailableException">The key cannot be read.</exception>
    public async Task<Admin.ApiKey?> AuthenticateAsync(string? bearer, CancellationToken cancellationToken) =>
        await FindAsync(AdminGrantKind.ApiKey, bearer, cancellationToken) is { } key ? new Admin.ApiKey(key.Id, key.Name, key.TenantId, key.MayWrite) : null;

    /// <summary>A page of some that were read.</summary>
    internal static GrantPage Cut(IEnumerable<AdminGrant> grants, string? after)
    {
        var (page, next) = SortedPages.Cut(grants, g => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - g.CreatedAt.UtcTicks:D19}-{g.Id}"), after, PageSize);
        return new GrantPage(page, next);
    }

    /// <summary>The active grant of a token, marked as used today; null for anything else.</summary>
    internal async Task<AdminGrant?> FindAsync(AdminGrantKind kind, string? text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!AdminToken.TryParse(text, out var token) || token.Kind != kind || !await token.IsOursAsync(seals, cancellationToken)
            || await store.ReadGrantAsync(kind, token.TenantId, token.Id, cancellationToken) is not { } grant || !token.Opens(grant) || !grant.IsActive(now))
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (grant.LastUsedOn != today)
        {
            await store.UseGrantAsync(kind, token.TenantId, token.Id, today, cancellationToken);
        }

        return grant;
    }

    private async Task RevokeAsync(Admin by, AdminGrant grant, string correlationId, CancellationToken cancellationToken)
    {
        if (grant.RevokedAt is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var record = AuditRecord.Of(by, ActionsOf(grant.Kind).Revoked, grant.TenantId, grant.Id, now, correlationId);
        await audit.AppendAsync(record with { Changes = [new AuditChange(Whom(grant).Field, Whom(grant).Value, Whom(grant).Value)] }, cancellationToken);
        await store.RevokeGrantAsync(grant.Kind, grant.TenantId, grant.Id, now, cancellationToken);
    }

    private async Task<bool> TryStoreAsync(Admin by, AdminGrant grant, string correlationId, CancellationToken cancellationToken)
    {
        var record = AuditRecord.Of(by, ActionsOf(grant.Kind).Made, grant.TenantId, grant.Id, grant.CreatedAt, correlationId);
        await audit.AppendAsync(record with { Changes = Describe(grant) }, cancellationToken);
        return await store.TryInsertGrantAsync(grant, cancellationToken);
    }

    private static (AuditAction Made, AuditAction Revoked) ActionsOf(AdminGrantKind kind) => kind switch
    {
        AdminGrantKind.ApiKey => (AuditAction.ApiKeyMade, AuditAction.ApiKeyRevoked),
        AdminGrantKind.SetupLink => (AuditAction.SetupLinkMade, AuditAction.SetupLinkRevoked),
        _ => (AuditAction.EmergencyLinkMade, AuditAction.EmergencyLinkRevoked),
    };

    private static (string Field, string Value) Whom(AdminGrant grant) => grant.Emergency is { } link ? ("User", link.UserKey) : ("Name", grant.Name);

    private static AuditChange[] Describe(AdminGrant grant) =>
    [
        new(Whom(grant).Field, null, Whom(grant).Value),
        .. Rights(grant),
        AuditChange.OfTime("Expires", grant.ExpiresAt),
        AuditChange.OfSecret("Secret", changed: true),
    ];

    private static AuditChange[] Rights(AdminGrant grant) => grant.Kind switch
    {
        AdminGrantKind.ApiKey =>
        [
            new("Scope", null, grant.TenantId is null ? "all tenants" : $"tenant {grant.TenantId}"), new("Rights", null, grant.MayWrite ? "read and write" : "read"),
        ],
        AdminGrantKind.SetupLink => [new("May replace the identity provider", null, grant.MayWrite ? "yes" : "no")],
        _ => [],
    };
}
