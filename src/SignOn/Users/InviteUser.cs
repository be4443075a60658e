namespace SignOn;

/// <summary>Creates a user before the first sign-in. The person is linked by address, which works within the tenant's own domains only.</summary>
public sealed class InviteUser(TenantDirectory tenants, IUserStore users, TimeProvider time)
{
    /// <summary>Writes the invitation unless the address is taken.</summary>
    /// <exception cref="StorageUnavailableException">The invitation may have been written or not; run it again.</exception>
    public async Task<InviteOutcome> RunAsync(string tenantId, InviteRequest request, CancellationToken cancellationToken)
    {
        var (problem, change) = await PrepareAsync(tenantId, request, cancellationToken);
        return change is null
            ? problem
            : await users.TryCommitAsync(TenantIds.Normalize(tenantId)!, [change], cancellationToken) ? InviteOutcome.Invited : InviteOutcome.AddressTaken;
    }

    /// <summary>What is to be written, or why it cannot be. Up to three storage operations.</summary>
    internal async Task<(InviteOutcome Problem, UserRowChange? Change)> PrepareAsync(string tenantId, InviteRequest request, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not TenantLookup.Found { Tenant: var tenant })
        {
            return (InviteOutcome.TenantUnusable, null);
        }

        var email = request.Email.Trim();
        if (Check(email, tenant) is { } problem)
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
        return await users.ReadEmailAsync(tenant.Id, invitation.Key, cancellationToken) switch
        {
            null => (default, new UserRowChange.Insert(invitation)),
            // An index row whose user was deleted keeps nobody's place.
            EmailIndex index when await users.ReadAsync(tenant.Id, index.Target, cancellationToken) is null =>
                (default, new UserRowChange.Replace(invitation with { ETag = index.ETag })),
            _ => (InviteOutcome.AddressTaken, null),
        };
    }

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    internal static InviteOutcome? Check(string email, Tenant tenant) =>
        !EmailAddress.TryGetDomain(email, out _) ? InviteOutcome.AddressInvalid
        : !EmailAddress.IsIn(email, tenant) ? InviteOutcome.DomainForeign
        : null;
}
