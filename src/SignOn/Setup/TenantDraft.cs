using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>A tenant's row with what is wrong with it, before or after it is saved. The parser of rows decides; nobody else does.</summary>
public sealed record TenantDraft
{
    // A row takes 1 MiB, and a character two octets of it.
    private const int MostCharacters = 400_000;

    private static readonly TenantColumn[] OfTheIdp = [Columns.IdpEntityId, Columns.IdpSsoUrl, Columns.IdpCertificates];

    /// <summary>The row.</summary>
    public required TenantColumns Row { get; init; }

    /// <summary>What keeps the row from being saved.</summary>
    public required IReadOnlyList<TenantRowError> Errors { get; init; }

    /// <summary>
    /// What the IdP's admin has yet to say. Nobody can sign in without it, but a tenant begins without it: so it keeps nobody from saving.
    /// </summary>
    public required IReadOnlyList<TenantRowError> Missing { get; init; }

    /// <summary>What to look at although it works.</summary>
    public required IReadOnlyList<TenantRowError> Warnings { get; init; }

    /// <summary>How the tenant stands with this row.</summary>
    public required TenantState State { get; init; }

    /// <summary>The settings as parsed; null unless it works.</summary>
    public Tenant? Tenant { get; init; }

    /// <summary>Checks a row.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="row">The row.</param>
    /// <param name="publicBaseUrl">The product's public address.</param>
    public static TenantDraft Of(string tenantId, TenantColumns row, Uri publicBaseUrl)
    {
        var lookup = TenantRow.Parse(tenantId, row, publicBaseUrl);
        var all = lookup is TenantLookup.Broken broken ? broken.Errors : [];
        var missing = all.Where(e => IsMissing(e, tenantId, row, publicBaseUrl)).ToList();
        List<TenantRowError> errors = [.. all.Except(missing), .. CheckSize(row)];
        return new TenantDraft
        {
            Row = row,
            Errors = errors,
            Missing = missing,
            Warnings = WarningsOf(lookup, tenantId, row, publicBaseUrl),
            State = errors.Count > 0 ? TenantState.Broken
                : missing.Count > 0 ? TenantState.Incomplete
                : lookup is TenantLookup.Found ? TenantState.Works : TenantState.Disabled,
            Tenant = errors.Count == 0 ? (lookup as TenantLookup.Found)?.Tenant : null,
        };
    }

    private static bool IsMissing(TenantRowError error, string tenantId, TenantColumns row, Uri publicBaseUrl) =>
        error.Column == Columns.IdpMetadataUrl.Name
            ? IsOnlyNotFetchedYet(tenantId, row, publicBaseUrl)
            : OfTheIdp.Any(c => c.Name == error.Column) && TenantText.Of(row, error.Column).Length == 0;

    /// <summary>Whether the address of the metadata is in order, and only nobody has fetched it yet.</summary>
    private static bool IsOnlyNotFetchedYet(string tenantId, TenantColumns row, Uri publicBaseUrl)
    {
        var fetched = MetadataColumns.Merge(row, new Dictionary<string, object> { [Columns.IdpMetadataRefreshedAt.Name] = MetadataState.Write(DateTimeOffset.UnixEpoch) });
        return TenantRow.Parse(tenantId, fetched, publicBaseUrl) is not TenantLookup.Broken broken || broken.Errors.All(e => e.Column != Columns.IdpMetadataUrl.Name);
    }

    /// <summary>A tenant that is switched off has warnings too, for whoever switches it on.</summary>
    private static IReadOnlyList<TenantRowError> WarningsOf(TenantLookup lookup, string tenantId, TenantColumns row, Uri publicBaseUrl) => lookup switch
    {
        TenantLookup.Found found => found.Tenant.Warnings,
        TenantLookup.Disabled when TenantRow.Parse(tenantId, MetadataColumns.Merge(row, new Dictionary<string, object> { [Columns.Enabled.Name] = true }), publicBaseUrl)
            is TenantLookup.Found found => found.Tenant.Warnings,
        _ => [],
    };

    private static IEnumerable<TenantRowError> CheckSize(TenantColumns row)
    {
        var sizes = row.Values.Select(v => (v.Key, Length: TenantText.Of(v.Value).Length)).ToList();
        return sizes.Sum(s => s.Length) > MostCharacters
            ? [new TenantRowError(sizes.MaxBy(s => s.Length).Key, $"All columns together have more than {MostCharacters} characters, and this is the longest. Shorten it.")]
            : [];
    }
}
