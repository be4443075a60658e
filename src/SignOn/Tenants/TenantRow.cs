namespace SignOn;

/// <summary>Reads a tenant's row.</summary>
public static class TenantRow
{
    /// <summary>Parses and checks every column. The result is <see cref="TenantLookup.Found"/>, <see cref="TenantLookup.Disabled"/> or <see cref="TenantLookup.Broken"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="columns">The row.</param>
    /// <param name="publicBaseUrl">The product's public address; what our URLs begin with.</param>
    public static TenantLookup Parse(string tenantId, TenantColumns columns, Uri publicBaseUrl) => throw new NotImplementedException();
}
