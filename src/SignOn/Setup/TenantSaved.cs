namespace SignOn;

/// <summary>What came of saving a tenant: one of the nested types.</summary>
public abstract record TenantSaved
{
    private TenantSaved()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Row">The row as it is now.</param>
    public sealed record Done(TenantColumns Row) : TenantSaved;

    /// <summary>Nothing was stored, because values will not do.</summary>
    /// <param name="Errors">Each column that is wrong; not empty.</param>
    public sealed record Invalid(IReadOnlyList<TenantRowError> Errors) : TenantSaved;

    /// <summary>Nothing was stored, because these columns are not this admin's to change.</summary>
    /// <param name="Columns">The columns; not empty.</param>
    public sealed record Forbidden(IReadOnlyList<string> Columns) : TenantSaved;

    /// <summary>Nothing was stored, because the row is another version than the one that the change was made for.</summary>
    /// <param name="Current">The row as it is now.</param>
    public sealed record Conflict(TenantColumns Current) : TenantSaved;

    /// <summary>Nothing was stored, because there is no such tenant.</summary>
    public sealed record Gone : TenantSaved;

    /// <summary>Nothing was stored, because the id cannot be had.</summary>
    /// <param name="Reason">Why, and what to do.</param>
    public sealed record Taken(string Reason) : TenantSaved;
}
