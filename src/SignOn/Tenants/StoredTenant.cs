namespace SignOn;

/// <summary>One tenant's row in a listing.</summary>
/// <param name="TenantId">The tenant's id as stored; possibly not a legal one, when somebody wrote the row by hand.</param>
/// <param name="Columns">The row.</param>
public sealed record StoredTenant(string TenantId, TenantColumns Columns);
