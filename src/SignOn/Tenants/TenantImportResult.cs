namespace SignOn;

/// <summary>Columns to write into a tenant's row, or what was wrong.</summary>
/// <param name="Columns">Column name to value; empty when there are errors. Other columns of the row stay as they are.</param>
/// <param name="Errors">What was wrong and how to mend it.</param>
/// <param name="Warnings">What an admin should look at.</param>
public sealed record TenantImportResult(
    IReadOnlyDictionary<string, object> Columns, IReadOnlyList<TenantRowError> Errors, IReadOnlyList<string> Warnings);
