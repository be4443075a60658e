namespace SignOn;

/// <summary>A row in a tenant's directory of users.</summary>
public abstract record UserRow
{
    private protected UserRow()
    {
    }

    /// <summary>The row's key within the tenant; see <see cref="UserKeys"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The version that was read; null for a row that was never stored.</summary>
    public string? ETag { get; init; }
}
