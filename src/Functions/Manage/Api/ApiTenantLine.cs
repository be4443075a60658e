namespace Functions.Manage;

/// <summary>A tenant in a list.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="DisplayName">The name that people see.</param>
/// <param name="State">"works", "incomplete", "disabled" or "broken".</param>
internal sealed record ApiTenantLine(string Id, string DisplayName, string State);
