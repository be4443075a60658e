namespace SignOn;

/// <summary>One column of a tenant's row.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">What an absent or empty column means, as one would type it; empty for nothing. Null: the column must be filled.</param>
/// <param name="Meaning">What it is for.</param>
/// <param name="Mend">What to write, shown when the value is wrong.</param>
public sealed record TenantColumn(string Name, TenantColumnKind Kind, string? Default, string Meaning, string Mend);
