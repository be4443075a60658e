namespace SignOn;

/// <summary>
/// Creates a user before the first sign-in. The person is linked by address, which works within the tenant's own domains only. The tenant need not work
/// yet: users may be there before its identity provider is.
/// </summary>
public sealed class InviteUser(ITenantStore tenants, IUserStore users, TimeProvider time)
{
    /// <summary>Writes the invitation unless the address is taken. Up to four storage operations.</summary>
    /// <exception cref="StorageUnavailableException">The invitation may have been written or not; run it again.</exception>
    public async Task<InviteOutcome> RunAsync(string tenantId, InviteRequest request, CancellationToken cancellationToken)
    {
        var (problem, change) = await PrepareAsync(tenantId, request, cancellationToken);
        return change is null
            ? problem
            : await users.TryCommitAsync(TenantIds.Normalize(tenantId)!, [change], cancellationToken) ? InviteOutcome.Invited : InviteOutcome.AddressTaken;
    }

    /// <summary>What is to be written, or why it cannot be. Up to three storage operations.</summary>
    internal async Task<(InviteOutcome Problem, UserRowChange? Change)> PrepareAsync(string tenantId, InviteRequest request, CancellationToken cancellationToken) =>
        TenantIds.Normalize(tenantId) is { } id && await ReadDomainsAsync(id, cancellationToken) is { } domains
            ? await PrepareAsync(id, domains, request, cancellationToken)
            : (InviteOutcome.TenantUnknown, null);

    /// <summary>The same for many of one tenant, whose domains were read before. Up to two storage operations.</summary>
    internal async Task<(InviteOutcome Problem, UserRowChange? Change)> PrepareAsync(
        string tenantId, IReadOnlyList<string> domains, InviteRequest request, CancellationToken cancellationToken)
    {
        var email = request.Email.Trim();
        if (Check(email, domains) is { } problem)
        {
            return (problem, null);
        }

        var invitation = new Invitation
        {
            Key = UserKeys.ForEmail(email),
            Email = email,
            UserId = Guid.NewGuid(),
            Settings = request.Settings,
            CreatedAt = time.GetUtcNow(),
        };
        return await users.ReadEmailAsync(tenantId, invitation.Key, cancellationToken) switch
        {
            null => (default, new UserRowChange.Insert(invitation)),
            // An index row whose user was deleted keeps nobody's place.
            EmailIndex index when await users.ReadAsync(tenantId, index.Target, cancellationToken) is null =>
                (default, new UserRowChange.Replace(invitation with { ETag = index.ETag })),
            _ => (InviteOutcome.AddressTaken, null),
        };
    }

    /// <summary>The tenant's own domains as its row says now; null when there is no such tenant. One storage operation.</summary>
    internal async Task<IReadOnlyList<string>?> ReadDomainsAsync(string tenantId, CancellationToken cancellationToken) =>
        await tenants.ReadAsync(tenantId, cancellationToken) is { } row ? TenantRow.ReadEmailDomains(row) : null;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    internal static InviteOutcome? Check(string email, IReadOnlyList<string> domains) =>
        !EmailAddress.TryGetDomain(email, out var domain) ? InviteOutcome.AddressInvalid
        : !domains.Contains(domain, StringComparer.Ordinal) ? InviteOutcome.DomainForeign
        : null;
}
