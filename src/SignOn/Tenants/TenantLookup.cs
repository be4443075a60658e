namespace SignOn;

/// <summary>What <see cref="TenantDirectory"/> found: one of the nested types.</summary>
public abstract record TenantLookup
{
    private TenantLookup()
    {
    }

    /// <summary>A tenant whose people may sign in.</summary>
    /// <param name="Tenant">The tenant; enabled.</param>
    public sealed record Found(Tenant Tenant) : TenantLookup;

    /// <summary>There is no such tenant.</summary>
    public sealed record Unknown : TenantLookup
    {
        internal static readonly Unknown Instance = new();
    }

    /// <summary>The tenant is switched off.</summary>
    public sealed record Disabled : TenantLookup
    {
        internal static readonly Disabled Instance = new();
    }

    /// <summary>The tenant's row does not parse.</summary>
    /// <param name="Errors">Each column that is wrong; not empty.</param>
    public sealed record Broken(IReadOnlyList<TenantRowError> Errors) : TenantLookup;
}
