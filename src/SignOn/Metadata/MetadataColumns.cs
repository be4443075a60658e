using System.Diagnostics.CodeAnalysis;
using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Turns fetched metadata into columns of the tenant's row.</summary>
internal static class MetadataColumns
{
    private const int MaxQuoted = 300;
    private const double Spread = 0.1;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>What to write: every value that differs from the row's, and the refresh's own state.</summary>
    /// <param name="document">The document.</param>
    /// <param name="row">The row.</param>
    /// <param name="state">What the row says about metadata.</param>
    /// <param name="now">The time.</param>
    /// <param name="publicBaseUrl">The product's public address.</param>
    /// <param name="changes">The columns; none of them breaks the row.</param>
    /// <param name="problem">Why the document is not taken. The same words whenever the same thing is wrong.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> document,
        StoredTenant row,
        MetadataState state,
        DateTimeOffset now,
        Uri publicBaseUrl,
        [NotNullWhen(true)] out Dictionary<string, object>? changes,
        [NotNullWhen(false)] out string? problem)
    {
        changes = null;
        var reader = new TenantRowReader(row.Columns);
        var entityId = EntityIdOf(reader);
        var isRead = state.PinnedKeys.Count > 0
            ? IdpMetadata.TryReadSigned(document, entityId, state.PinnedKeys, now, out var idp, out var failure)
            : IdpMetadata.TryRead(document, entityId, now, out idp, out failure);
        if (!isRead)
        {
            problem = Describe(failure!, entityId);
            return false;
        }

        var import = TenantImport.From(idp!, TenantImport.WantsPost(reader));
        problem = import.Errors.Count > 0 ? string.Join(' ', import.Errors.Select(e => e.Message)) : CheckEnd(idp!, state, now) ?? CheckKeys(idp!, reader, now);
        if (problem is not null)
        {
            return false;
        }

        var values = import.Columns.Where(c => Differs(c.Key, c.Value, reader)).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        values[Columns.IdpMetadataRefreshedAt.Name] = MetadataState.Write(now);
        values[Columns.IdpMetadataNextRefreshAt.Name] = MetadataState.Write(NextAfter(now, idp!));
        Put(values, reader, Columns.IdpMetadataValidUntil, idp!.ValidUntil is { } until ? MetadataState.Write(until) : "");
        Put(values, reader, Columns.IdpMetadataError, "");
        Put(values, reader, Columns.IdpMetadataWarnings, string.Join('\n', idp.Warnings.Take(8).Select(Quote)));
        problem = FindBroken(row, values, publicBaseUrl);
        changes = problem is null ? values : null;
        return problem is null;
    }

    /// <summary>
    /// A day, or what the IdP asks for; long before validUntil, so that an outage of the IdP's does not outlive the copy. Up to a tenth
    /// less, so that tenants which came at once do not go on coming at once.
    /// </summary>
    private static DateTimeOffset NextAfter(DateTimeOffset now, IdpDescription idp)
    {
        var pause = idp.CacheDuration is { } wanted ? TimeSpan.FromTicks(Math.Clamp(wanted.Ticks, Shortest.Ticks, Longest.Ticks)) : Longest;
        pause = idp.ValidUntil is { } until && (until - now) / 2 < pause ? (until - now) / 2 : pause;
        return now + (pause * (1 - (Spread * Random.Shared.NextDouble())));
    }

    // The tenant's own, however the row tells it. A row that tells nothing yet takes the only IdP in the document that its admin named.
    private static string? EntityIdOf(TenantRowReader reader) =>
        reader.Raw(Columns.IdpEntityId) is { Length: > 0 } written ? written
        : EntraLoginUrl.TryGetEntityId(reader.Raw(Columns.IdpSsoUrl), out var told) ? told
        : null;

    /// <summary>Kantara IIP-MD04: metadata without an end, or with one that is too far away, where the tenant says so.</summary>
    private static string? CheckEnd(IdpDescription idp, MetadataState state, DateTimeOffset now) =>
        state.MaximumDays > 0 && !(idp.ValidUntil <= now.AddDays(state.MaximumDays))
            ? $"Its validUntil is {(idp.ValidUntil is { } until ? MetadataState.Write(until) : "missing")}, and {Columns.IdpMetadataMaximumDays.Name} is {state.MaximumDays}."
            : null;

    /// <summary>Metadata whose every key would be refused is worse than what the row has.</summary>
    private static string? CheckKeys(IdpDescription idp, TenantRowReader reader, DateTimeOffset now) =>
        reader.Raw(Columns.RejectExpiredCertificates) is { Length: > 0 } text && bool.TryParse(text, out var rejects) && rejects && idp.SigningKeys.All(k => k.NotAfter < now)
            ? $"Every signing certificate in it has expired, and {Columns.RejectExpiredCertificates.Name} is true. Have the IdP make a new certificate."
            : null;

    private static bool Differs(string column, object value, TenantRowReader reader)
    {
        var stored = reader.Raw(new TenantColumn(column, TenantColumnKind.Text, "", "", ""));
        return column == Columns.IdpCertificates.Name ? !HasSameKeys(stored, (string)value)
            : TenantImport.Policies.Contains(column) ? stored.Length == 0 && reader.IsEmpty(Columns.IdpCertificates)
            // A sign-out page that the document lacks may have been entered by hand.
            : value is not string { Length: 0 } && !string.Equals(stored, value as string, StringComparison.Ordinal)
                && !(column == Columns.IdpEntityId.Name && stored.Length == 0 && EntityIdOf(reader) is not null);
    }

    /// <summary>Whether both hold the same certificates, whatever the form in which somebody pasted them.</summary>
    private static bool HasSameKeys(string stored, string published) =>
        IdpSigningKey.TryParseAll(stored, out var had, out _) && IdpSigningKey.TryParseAll(published, out var has, out _)
        && had.Select(k => k.Thumbprint).ToHashSet(StringComparer.Ordinal).SetEquals(has.Select(k => k.Thumbprint));

    private static void Put(Dictionary<string, object> values, TenantRowReader reader, TenantColumn column, string value)
    {
        if (reader.Raw(column) != value)
        {
            values[column.Name] = value;
        }
    }

    /// <summary>What the row would not parse with is not written: more certificates than a cell holds, for example.</summary>
    private static string? FindBroken(StoredTenant row, Dictionary<string, object> values, Uri publicBaseUrl)
    {
        var merged = Merge(row.Columns, values);
        return TenantRow.Parse(row.TenantId, merged, publicBaseUrl) is TenantLookup.Broken broken && broken.Errors.Any(e => values.ContainsKey(e.Column))
            ? string.Join(' ', broken.Errors.Where(e => values.ContainsKey(e.Column)).Select(e => Quote(e.ToString())))
            : null;
    }

    /// <summary>The row as it is once the columns are written; its version is not known then.</summary>
    public static TenantColumns Merge(TenantColumns row, IReadOnlyDictionary<string, object> values)
    {
        var merged = row.Values.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            merged[name] = value;
        }

        return new TenantColumns(merged);
    }

    private static string Describe(SamlFailure failure, string? entityId) =>
        $"{failure.Detail} ({failure.Error}, {failure.Clause})"
        + (failure.Received is null ? "" : $" Received: {Quote(failure.Received)}.")
        + (entityId is null ? "" : $" Asked for: {Quote(entityId)}.");

    public static string Quote(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
}
