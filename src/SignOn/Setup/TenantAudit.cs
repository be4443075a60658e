using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Columns of a tenant's row as the audit trail shows them: certificates by their thumbprints, and no secret.</summary>
internal static class TenantAudit
{
    /// <summary>What differs between two rows.</summary>
    public static IReadOnlyList<AuditChange> Between(TenantColumns before, IReadOnlyDictionary<string, object> changes) => AuditChange.Between(
        changes.Keys.Where(before.Values.ContainsKey).ToDictionary(name => name, name => (object)Describe(name, TenantText.Of(before, name)), StringComparer.Ordinal),
        changes.ToDictionary(c => c.Key, c => (object)Describe(c.Key, TenantText.Of(c.Value)), StringComparer.Ordinal),
        // The product's own columns hold no secrets. What else stands in a row, nobody here knows.
        name => Columns.All.All(c => c.Name != name));

    private static string Describe(string column, string text) =>
        column == Columns.IdpCertificates.Name || column == Columns.IdpMetadataCertificates.Name ? DescribeCertificates(text)
        : column == Columns.IdpMetadataUrl.Name ? DescribeUrl(text)
        : text;

    private static string DescribeCertificates(string text) =>
        text.Length > 0 && IdpSigningKey.TryParseAll(text, out var keys, out _) ? string.Join(", ", keys.Select(k => $"SHA-256 {k.Thumbprint}")) : text;

    /// <summary>Some services put a key into the address. Entra's application id is none.</summary>
    private static string DescribeUrl(string text) =>
        text.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 && !text.AsSpan(query).StartsWith("?appid=", StringComparison.OrdinalIgnoreCase)
            ? text[..query] + "?" + AuditChange.Redacted
            : text;
}
