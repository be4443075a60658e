namespace SignOn;

/// <summary>
/// An e-mail domain that several tenants claim: whoever types such an address at the front page is sent to none of them, because a guess could
/// send people to a stranger's IdP.
/// </summary>
/// <param name="Domain">The domain, in lower case.</param>
/// <param name="TenantIds">Who claims it, by id.</param>
public sealed record SharedDomain(string Domain, IReadOnlyList<string> TenantIds)
{
    /// <summary>What comes of it, and how to mend it.</summary>
    public const string Effect = "Whoever types such an address at the front page is sent to none of them; take it from all but one.";

    /// <summary>What is said of it wherever a tenant's warnings are told.</summary>
    /// <param name="namesTenants">Whether the reader may know which other tenants there are. A customer may not.</param>
    public TenantRowError ToWarning(bool namesTenants = true) => new(
        TenantColumnTable.EmailDomains.Name, $"The e-mail domain {Domain} is claimed by {(namesTenants ? string.Join(", ", TenantIds) : "another tenant")}, too. {Effect}");
}
