namespace SignOn;

/// <summary>What became of an invitation.</summary>
public enum InviteOutcome
{
    /// <summary>The user may sign in.</summary>
    Invited,

    /// <summary>There is an invitation or a user with this address already; nothing was written.</summary>
    AddressTaken,

    /// <summary>This is no e-mail address.</summary>
    AddressInvalid,

    /// <summary>The address is in none of the tenant's own domains (column EmailDomains), so nobody could ever take the invitation up.</summary>
    DomainForeign,

    /// <summary>There is no such tenant.</summary>
    TenantUnknown,
}
