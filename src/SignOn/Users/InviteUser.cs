namespace SignOn;

/// <summary>Creates a user before the first sign-in. The person is linked by address, which works within the tenant's own domains only.</summary>
public sealed class InviteUser(TenantDirectory tenants, IUserStore users, TimeProvider time)
{
    /// <summary>Writes the invitation unless the address is taken.</summary>
    /// <exception cref="StorageUnavailableException">The invitation may have been written or not; run it again.</exception>
    public async Task<InviteOutcome> RunAsync(string tenantId, InviteRequest request, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not TenantLookup.Found { Tenant: var tenant })
        {
            return InviteOutcome.TenantUnusable;
        }

        var email = request.Email.Trim();
        if (!EmailAddress.TryGetDomain(email, out _))
        {
            return InviteOutcome.AddressInvalid;
        }

        if (!EmailAddress.IsIn(email, tenant))
        {
            return InviteOutcome.DomainForeign;
        }

        var key = UserKeys.ForEmail(email);
        var invitation = new Invitation
        {
            Key = key,
            Email = email,
            UserId = Guid.NewGuid(),
            Settings = request.Settings,
            CreatedAt = time.GetUtcNow(),
        };
        return await users.TryCommitAsync(tenant.Id, [await WriteAsync(tenant.Id, invitation, cancellationToken)], cancellationToken)
            ? InviteOutcome.Invited
            : InviteOutcome.AddressTaken;
    }

    private async Task<UserRowChange> WriteAsync(string tenantId, Invitation invitation, CancellationToken cancellationToken)
    {
        // An index row whose user was deleted keeps nobody's place.
        return await users.ReadEmailAsync(tenantId, invitation.Key, cancellationToken) is EmailIndex index
            && await users.ReadAsync(tenantId, index.Target, cancellationToken) is null
            ? new UserRowChange.Replace(invitation with { ETag = index.ETag })
            : new UserRowChange.Insert(invitation);
    }
}
