using SignOn;

namespace Functions.Manage.Overview;

/// <summary>What operators should look at among the tenants.</summary>
/// <param name="Broken">Tenants of which nobody can sign in, although they are switched on.</param>
/// <param name="Shared">E-mail domains that several tenants claim.</param>
/// <param name="IsComplete">False when there are more tenants than were looked at, or more domains than are named.</param>
internal sealed record TenantTroubles(IReadOnlyList<TenantOverview> Broken, IReadOnlyList<SharedDomain> Shared, bool IsComplete);
