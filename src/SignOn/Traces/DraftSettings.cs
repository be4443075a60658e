using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>A tenant's row with changes that are not stored.</summary>
public sealed class DraftSettings(ITenantStore store, SignOnOptions options)
{
    /// <summary>The columns that a replay can change, in the order of an admin's work.</summary>
    public static IReadOnlyList<TenantColumn> Fields { get; } =
    [
        Columns.UrlStyle, Columns.SpEntityId, Columns.IdpEntityId, Columns.IdpCertificates, Columns.RequireSignedResponse,
        Columns.RejectExpiredCertificates, Columns.AllowIdpInitiated, Columns.ForceAuthn, Columns.RequestedAuthnContexts, Columns.AcceptedAuthnContexts,
        Columns.JustInTime, Columns.SubjectAttributes,
    ];

    /// <summary>The row's values of <see cref="Fields"/> as stored now, defaults filled in; null when there is no such row. One storage operation.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The row cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await store.ReadAsync(tenantId, cancellationToken) is { } row ? ValuesOf(row) : null;

    /// <summary>Reads the row, puts values into its place, and parses it as if it were stored. Nothing is written. One storage operation.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="values">Values of <see cref="Fields"/>; others are ignored.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The settings, or what is wrong with which column; both empty when there is no such row.</returns>
    /// <exception cref="StorageUnavailableException">The row cannot be read.</exception>
    public async Task<(TraceSettings? Settings, IReadOnlyList<TenantRowError> Errors)> TryAsync(
        string tenantId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(tenantId, cancellationToken) is not { } row)
        {
            return (null, []);
        }

        var columns = new Dictionary<string, object>(row.Values, StringComparer.Ordinal);
        foreach (var field in Fields.Where(f => values.ContainsKey(f.Name)))
        {
            columns[field.Name] = values[field.Name];
        }

        // Whether the tenant is switched on has nothing to do with what its settings would say.
        columns[Columns.Enabled.Name] = true;
        return TenantRow.Parse(tenantId, new TenantColumns(columns), options.PublicBaseUrl) switch
        {
            TenantLookup.Found { Tenant: var tenant } => (TraceSettings.Of(tenant), []),
            TenantLookup.Broken broken => (null, broken.Errors),
            _ => (null, []),
        };
    }

    private static Dictionary<string, string> ValuesOf(TenantColumns row)
    {
        var reader = new TenantRowReader(row);
        return Fields.ToDictionary(f => f.Name, f => reader.IsEmpty(f) ? f.Default ?? "" : reader.Raw(f), StringComparer.Ordinal);
    }
}
