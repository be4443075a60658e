namespace SignOn;

/// <summary>A tenant's row does not parse, so its work must wait until an admin has mended it.</summary>
public sealed class TenantMisconfiguredException(string tenantId, IReadOnlyList<TenantRowError> errors)
    : Exception($"The row of tenant '{tenantId}' in table Tenants does not parse. {string.Join(" ", errors)}");
