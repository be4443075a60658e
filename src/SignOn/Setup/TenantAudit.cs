using System.Text.RegularExpressions;
using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Columns of a tenant's row as the audit trail shows them: certificates by their thumbprints, and no secret. Of lists, pairs and certificates it shows
/// what was taken out and what was put in, so that nothing hides behind what stays.
/// </summary>
internal static partial class TenantAudit
{
    private static readonly char[] Separators = [';', '\n'];

    /// <summary>What differs between two rows, column by column.</summary>
    /// <param name="before">The row before; what it lacks is new.</param>
    /// <param name="changes">Column to value; a column that is not named stays.</param>
    public static IReadOnlyList<AuditChange> Between(TenantColumns before, IReadOnlyDictionary<string, object> changes) =>
    [
        .. from name in changes.Keys.Order(StringComparer.Ordinal)
           let was = TenantText.Of(before, name)
           let now = TenantText.Of(changes[name])
           where was != now
           select Between(name, was, now),
    ];

    /// <summary>A row that goes, whole.</summary>
    /// <param name="row">The row.</param>
    public static IReadOnlyList<AuditChange> Gone(TenantColumns row) =>
        Between(row, Columns.All.Where(c => TenantText.Of(row, c.Name).Length > 0).ToDictionary(c => c.Name, _ => (object)"", StringComparer.Ordinal));

    private static AuditChange Between(string name, string was, string now)
    {
        // The product's own columns hold no secrets. What else stands in a row, nobody here knows.
        if (Columns.All.FirstOrDefault(c => c.Name == name) is not { } column)
        {
            return new AuditChange(name, was.Length == 0 ? null : AuditChange.Redacted, now.Length == 0 ? null : AuditChange.Redacted);
        }

        if (column == Columns.IdpMetadataUrl)
        {
            return new AuditChange(name, Filled(DescribeUrl(was)), Filled(DescribeUrl(now)));
        }

        if (PartsOf(column, was) is not { } old || PartsOf(column, now) is not { } young)
        {
            return new AuditChange(name, Filled(was), Filled(now));
        }

        var (taken, put) = (old.Except(young, StringComparer.Ordinal).ToList(), young.Except(old, StringComparer.Ordinal).ToList());
        return taken.Count + put.Count == 0
            ? new AuditChange(name, Filled(was), Filled(now))
            : new AuditChange(name, Filled(string.Join(", ", taken)), Filled(string.Join(", ", put)));
    }

    /// <summary>The parts of a value that is a set; null for other values.</summary>
    private static List<string>? PartsOf(TenantColumn column, string text)
    {
        if (column == Columns.IdpCertificates || column == Columns.IdpMetadataCertificates)
        {
            return text.Length == 0 ? [] : IdpSigningKey.TryParseAll(text, out var keys, out _) ? [.. keys.Select(k => $"SHA-256 {k.Thumbprint}")] : null;
        }

        return column.Kind is TenantColumnKind.List or TenantColumnKind.Map
            ? [.. text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : null;
    }

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    /// <summary>Some services put a key into the address. Entra's application id is none.</summary>
    private static string DescribeUrl(string text) =>
        text.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 && !ApplicationId().IsMatch(text[query..]) ? text[..query] + "?" + AuditChange.Redacted : text;

    [GeneratedRegex("^\\?appid=[0-9a-f-]{36}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ApplicationId();
}
