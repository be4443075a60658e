namespace SignOn;

/// <summary>What was read of an IdP, to be looked at before it is saved.</summary>
/// <param name="Columns">Column name to value; empty when there are errors.</param>
/// <param name="Certificates">Its certificates.</param>
/// <param name="Errors">What is wrong, by column.</param>
/// <param name="Warnings">What to look at.</param>
public sealed record IdpReading(
    IReadOnlyDictionary<string, object> Columns, IReadOnlyList<IdpCertificateInfo> Certificates, IReadOnlyList<TenantRowError> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether nothing could be read because nothing could be fetched; the errors then tell what our network met.</summary>
    public bool IsNotFetched { get; init; }
}
