using System.Text.Json.Nodes;
using SignOn;

namespace Functions.Manage;

/// <summary>The JSON of a tenant.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="DisplayName">The name that people see.</param>
/// <param name="State">"works", "incomplete", "disabled" or "broken".</param>
/// <param name="Errors">What is wrong or missing, column by column.</param>
/// <param name="Warnings">What to look at although the row works, column by column.</param>
/// <param name="Addresses">What the IdP's admin types in.</param>
/// <param name="Settings">The columns that somebody filled.</param>
/// <param name="Kept">The columns that the product itself keeps.</param>
internal sealed record ApiTenantDocument(
    string Id,
    string DisplayName,
    string State,
    IReadOnlyList<ApiColumnError> Errors,
    IReadOnlyList<ApiColumnError> Warnings,
    ApiAddressesDocument Addresses,
    JsonObject Settings,
    JsonObject Kept)
{
    /// <summary>The document of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="row">Its row.</param>
    /// <param name="others">Warnings that come of other tenants' rows.</param>
    public static ApiTenantDocument Of(TenantOverview tenant, TenantColumns row, IEnumerable<TenantRowError> others) => new(
        tenant.Id,
        tenant.DisplayName,
        StateOf(tenant),
        [.. tenant.Errors.Select(e => new ApiColumnError(e.Column, e.Message))],
        [.. tenant.Warnings.Concat(others).Select(w => new ApiColumnError(w.Column, w.Message))],
        ApiAddressesDocument.Of(tenant.Addresses),
        ApiSettings.Write(row, kept: false),
        ApiSettings.Write(row, kept: true));

    /// <summary>How a tenant stands, in one word.</summary>
    /// <param name="tenant">The tenant.</param>
    public static string StateOf(TenantOverview tenant) => tenant.State switch
    {
        TenantState.Works => "works",
        TenantState.Incomplete => "incomplete",
        TenantState.Disabled => "disabled",
        _ => "broken",
    };
}
