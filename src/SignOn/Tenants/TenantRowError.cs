namespace SignOn;

/// <summary>What is wrong with one column of a tenant's row.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record TenantRowError(string Column, string Message)
{
    /// <summary>Column and message in one line.</summary>
    public override string ToString() => $"{Column}: {Message}";
}
