using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Makes, changes and deletes tenants. Nothing is stored that the parser of rows refuses, nothing over a version that the admin has not seen,
/// and nothing without a line in the audit trail before.
/// </summary>
public sealed class EditTenants(ITenantStore store, ITenantRemoval removal, IAuditLog audit, TenantDirectory directory, SignOnOptions options, TimeProvider time)
{
    // What the refresh wrote about another address, or under other pins, says nothing any more.
    private static readonly TenantColumn[] OfTheRefresh =
    [
        Columns.IdpMetadataRefreshedAt, Columns.IdpMetadataNextRefreshAt, Columns.IdpMetadataValidUntil, Columns.IdpMetadataError, Columns.IdpMetadataWarnings,
        Columns.IdpMetadataCheckedAt,
    ];

    /// <summary>A tenant's row as stored now; null when there is none.</summary>
    /// <param name="tenantId">Its id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The row cannot be read.</exception>
    public Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken) => store.ReadAsync(tenantId, cancellationToken);

    /// <summary>What is wrong with a row.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="row">The row.</param>
    public TenantDraft Check(string tenantId, TenantColumns row) => TenantDraft.Of(tenantId, row, options.PublicBaseUrl);

    /// <summary>Makes a tenant.</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">A legal id.</param>
    /// <param name="values">Column name to value.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><see cref="TenantSaved.Done"/>, <see cref="TenantSaved.Invalid"/> or <see cref="TenantSaved.Taken"/>.</returns>
    /// <exception cref="StorageUnavailableException">It may have been made.</exception>
    public async Task<TenantSaved> MakeAsync(Admin by, string tenantId, IReadOnlyDictionary<string, object> values, string correlationId, CancellationToken cancellationToken)
    {
        var row = new TenantColumns(values.Where(v => TenantText.Of(v.Value).Length > 0).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal));
        var draft = Check(tenantId, row);
        if (draft.Errors.Count > 0)
        {
            return new TenantSaved.Invalid(draft.Errors);
        }

        if (await WhyTakenAsync(tenantId, cancellationToken) is { } reason)
        {
            return new TenantSaved.Taken(reason);
        }

        await RecordAsync(
            AuditRecord.Of(by, AuditAction.TenantMade, tenantId, tenantId, time.GetUtcNow(), correlationId),
            TenantAudit.Between(new TenantColumns(new Dictionary<string, object>()), row.Values),
            cancellationToken);
        var written = await store.TryWriteAsync(tenantId, row, cancellationToken);
        var now = await store.ReadAsync(tenantId, cancellationToken);
        // When the answer to the write got lost, the client tried again and found its own row. A row without a value could be anybody's.
        if (now is null || (!written && (row.Values.Count == 0 || !Has(now, row.Values))))
        {
            return new TenantSaved.Taken(AlreadyThere);
        }

        directory.Take(tenantId, now);
        return new TenantSaved.Done(now);
    }

    /// <summary>Changes a tenant. What is not changed is not written, so columns that others added stay.</summary>
    /// <param name="edit">What to change.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>
    /// <see cref="TenantSaved.Done"/>, <see cref="TenantSaved.Invalid"/>, <see cref="TenantSaved.Forbidden"/>, <see cref="TenantSaved.Conflict"/> or
    /// <see cref="TenantSaved.Gone"/>.
    /// </returns>
    /// <exception cref="StorageUnavailableException">It may have been changed.</exception>
    public async Task<TenantSaved> SaveAsync(TenantEdit edit, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(edit.TenantId, cancellationToken) is not { ETag: { } etag } row)
        {
            return new TenantSaved.Gone();
        }

        if (etag != edit.ETag)
        {
            return new TenantSaved.Conflict(row);
        }

        var changes = edit.Changes.Where(c => TenantText.Of(c.Value) != TenantText.Of(row, c.Key)).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        if (edit.By is Admin.ApiKey { TenantId: not null } && changes.Keys.Where(name => !Columns.All.Any(c => c.Name == name && Columns.IsCustomers(c))).ToList() is { Count: > 0 } foreign)
        {
            return new TenantSaved.Forbidden(foreign);
        }

        var errors = Check(edit.TenantId, MetadataColumns.Merge(row, changes)).Errors.Where(e => !edit.OnlyOwnErrors || changes.ContainsKey(e.Column)).ToList();
        if (errors.Count > 0)
        {
            return new TenantSaved.Invalid(errors);
        }

        if (changes.Count == 0)
        {
            return new TenantSaved.Done(row);
        }

        await RecordAsync(
            AuditRecord.Of(edit.By, AuditAction.TenantChanged, edit.TenantId, edit.TenantId, time.GetUtcNow(), edit.CorrelationId), TenantAudit.Between(row, changes), cancellationToken);
        return await WriteAsync(edit.TenantId, row, ForgetRefresh(row, changes), etag, cancellationToken);
    }

    /// <summary>Deletes a tenant. Its people are signed out within 30 seconds; everything else of it goes soon after (<see cref="RemoveTenants"/>).</summary>
    /// <param name="by">Who.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="etag">The version that was seen.</param>
    /// <param name="correlationId">The request's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>As for <see cref="SaveAsync"/>; <see cref="TenantSaved.Done"/> has the row as it was.</returns>
    /// <exception cref="StorageUnavailableException">It may have been deleted.</exception>
    public async Task<TenantSaved> DeleteAsync(Admin by, string tenantId, string etag, string correlationId, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(tenantId, cancellationToken) is not { } row)
        {
            return new TenantSaved.Gone();
        }

        if (row.ETag != etag)
        {
            return new TenantSaved.Conflict(row);
        }

        var now = time.GetUtcNow();
        await RecordAsync(AuditRecord.Of(by, AuditAction.TenantDeleted, tenantId, tenantId, now, correlationId), TenantAudit.Gone(row), cancellationToken);
        if (!await removal.TryRemoveAsync(tenantId, etag, now, cancellationToken) && await store.ReadAsync(tenantId, cancellationToken) is { } other)
        {
            return new TenantSaved.Conflict(other);
        }

        directory.Forget(tenantId);
        return new TenantSaved.Done(row);
    }

    private const string AlreadyThere = "There is a tenant with this id already. Choose another id.";

    private async Task<string?> WhyTakenAsync(string tenantId, CancellationToken cancellationToken) =>
        await store.ReadAsync(tenantId, cancellationToken) is not null ? AlreadyThere
        : await removal.IsRemovedAsync(tenantId, cancellationToken)
            ? "A tenant with this id was deleted, and what it left is still being removed. Choose another id, or try again tomorrow."
            : null;

    private async Task<TenantSaved> WriteAsync(string tenantId, TenantColumns row, Dictionary<string, object> changes, string etag, CancellationToken cancellationToken)
    {
        var written = await store.TryMergeAsync(tenantId, changes, etag, cancellationToken);
        if (await store.ReadAsync(tenantId, cancellationToken) is not { } now)
        {
            return new TenantSaved.Gone();
        }

        // When the answer to the write got lost, the client tried again and met its own version.
        if (!written && !Has(now, MetadataColumns.Merge(row, changes).Values))
        {
            return new TenantSaved.Conflict(now);
        }

        directory.Take(tenantId, now);
        return new TenantSaved.Done(now);
    }

    private async Task RecordAsync(AuditRecord record, IReadOnlyList<AuditChange> differences, CancellationToken cancellationToken)
    {
        // A record holds some thirty changes; a form has more fields than that.
        foreach (var part in differences.Count == 0 ? [[]] : differences.Chunk(AuditRecord.MaxChanges))
        {
            await audit.AppendAsync(record with { Changes = part }, cancellationToken);
        }
    }

    private static Dictionary<string, object> ForgetRefresh(TenantColumns row, Dictionary<string, object> changes)
    {
        if (changes.ContainsKey(Columns.IdpMetadataUrl.Name) || changes.ContainsKey(Columns.IdpMetadataCertificates.Name))
        {
            foreach (var column in OfTheRefresh.Where(c => TenantText.Of(row, c.Name).Length > 0))
            {
                changes.TryAdd(column.Name, "");
            }
        }

        return changes;
    }

    private static bool Has(TenantColumns row, IReadOnlyDictionary<string, object> values) =>
        values.All(v => TenantText.Of(v.Value) == TenantText.Of(row, v.Key));
}
