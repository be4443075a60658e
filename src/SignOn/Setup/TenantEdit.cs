namespace SignOn;

/// <summary>What somebody wants to change in a tenant's row.</summary>
/// <param name="By">Who.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Changes">Column name to value; an empty text takes the column's default. Columns that are not named stay.</param>
/// <param name="ETag">The version that the change was made for.</param>
/// <param name="CorrelationId">The request's id.</param>
/// <param name="OnlyOwnErrors">
/// Whether only errors in the changed columns keep it from being saved: for those who do not see the other columns.
/// </param>
public sealed record TenantEdit(Admin By, string TenantId, IReadOnlyDictionary<string, object> Changes, string ETag, string CorrelationId, bool OnlyOwnErrors = false);
