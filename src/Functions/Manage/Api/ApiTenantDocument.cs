using SignOn;

namespace Functions.Manage;

/// <summary>The JSON of <c>GET /manage/api/tenants/{tenant}</c>.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="DisplayName">The name that people see.</param>
/// <param name="State">"works", "disabled" or "broken".</param>
/// <param name="Errors">What is wrong, column by column.</param>
/// <param name="Warnings">What to look at although the row works.</param>
internal sealed record ApiTenantDocument(string Id, string DisplayName, string State, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>The document of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    public static ApiTenantDocument Of(TenantOverview tenant) => new(
        tenant.Id,
        tenant.DisplayName,
        tenant.State switch { TenantState.Works => "works", TenantState.Disabled => "disabled", _ => "broken" },
        [.. tenant.Errors.Select(e => e.ToString())],
        tenant.Warnings);
}
