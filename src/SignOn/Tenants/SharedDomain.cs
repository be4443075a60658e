namespace SignOn;

/// <summary>
/// An e-mail domain that several tenants claim: whoever types such an address at the front page is sent to none of them, because a guess could
/// send people to a stranger's IdP.
/// </summary>
/// <param name="Domain">The domain, in lower case.</param>
/// <param name="TenantIds">Who claims it, by id.</param>
public sealed record SharedDomain(string Domain, IReadOnlyList<string> TenantIds);
