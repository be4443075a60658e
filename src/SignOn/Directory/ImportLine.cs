namespace SignOn;

/// <summary>A user in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Form">The user.</param>
public sealed record ImportLine(int Line, UserForm Form)
{
    /// <summary>Whether the tenant has somebody with this address already, whom the import leaves as is.</summary>
    public bool IsThere { get; init; }
}
