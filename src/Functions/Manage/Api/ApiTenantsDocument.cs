using SignOn;

namespace Functions.Manage;

/// <summary>A page of tenants.</summary>
/// <param name="Tenants">The tenants, by id.</param>
/// <param name="Next">The value of 'after' for the next page; absent on the last one.</param>
internal sealed record ApiTenantsDocument(IReadOnlyList<ApiTenantLine> Tenants, string? Next)
{
    /// <summary>The document of a page.</summary>
    /// <param name="page">The page.</param>
    public static ApiTenantsDocument Of(TenantPage page) => new(
        [.. page.Tenants.Select(t => new ApiTenantLine(t.Id, t.DisplayName, ApiTenantDocument.StateOf(t)))], page.Next);
}
