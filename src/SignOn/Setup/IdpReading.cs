namespace SignOn;

/// <summary>What was read of an IdP, to be looked at before it is saved.</summary>
/// <param name="Columns">Column name to value; empty when there are errors.</param>
/// <param name="Certificates">Its certificates.</param>
/// <param name="Errors">What is wrong, by column.</param>
/// <param name="Warnings">What to look at.</param>
public sealed record IdpReading(
    IReadOnlyDictionary<string, object> Columns, IReadOnlyList<IdpCertificateInfo> Certificates, IReadOnlyList<TenantRowError> Errors, IReadOnlyList<string> Warnings);
