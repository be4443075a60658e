namespace SignOn;

/// <summary>A page of a list of tenants.</summary>
/// <param name="Tenants">The tenants, by id.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
public sealed record TenantPage(IReadOnlyList<TenantOverview> Tenants, string? Next);
