using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>
/// Reads what the IdP says about itself, from its metadata or from values that were copied by hand. It stores nothing: somebody looks at it first.
/// </summary>
public sealed class ImportIdp(IMetadataFetcher fetcher, SignOnOptions options, TimeProvider time)
{
    /// <summary>The columns that an import writes; the guide writes no others.</summary>
    public static IReadOnlyList<TenantColumn> Written { get; } =
    [
        Columns.IdpEntityId, Columns.IdpSsoUrl, Columns.RequestBinding, Columns.IdpSloUrl, Columns.IdpSloBinding, Columns.IdpSloResponseUrl, Columns.IdpCertificates, Columns.IdpMetadataUrl,
        Columns.NameIdFormat, Columns.SignRequests, Columns.RejectExpiredCertificates,
    ];

    /// <summary>Fetches metadata; the row then follows it.</summary>
    /// <param name="url">The address.</param>
    /// <param name="entityId">Which IdP, where the document describes several; empty when there is one.</param>
    /// <param name="row">The tenant's row.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IdpReading> FromUrlAsync(string url, string entityId, TenantColumns row, CancellationToken cancellationToken)
    {
        // The row's own rules for this column, pins and bounds included.
        var asked = MetadataColumns.Merge(row, new Dictionary<string, object> { [Columns.IdpMetadataUrl.Name] = url.Trim(), [Columns.IdpMetadataRefreshedAt.Name] = MetadataState.Write(time.GetUtcNow()) });
        var reader = new TenantRowReader(asked);
        var state = MetadataState.Read(reader, options.PublicBaseUrl);
        if (state.Url is null)
        {
            return Failed(reader.Errors.Count > 0 ? reader.Errors : [new TenantRowError(Columns.IdpMetadataUrl.Name, "It is empty. Paste the address, or use one of the other ways.")]);
        }

        var fetched = await fetcher.FetchAsync(state.Url, cancellationToken);
        if (fetched.Document is not { } document)
        {
            return Failed([new TenantRowError(Columns.IdpMetadataUrl.Name, fetched.Problem!)]) with { IsNotFetched = true };
        }

        var reading = FromDocument(document.Span, entityId, row);
        if (reading.Errors.Count > 0)
        {
            return Failed([.. reading.Errors.Select(e => e with { Column = Columns.IdpMetadataUrl.Name })]);
        }

        var columns = new Dictionary<string, object>(reading.Columns, StringComparer.Ordinal) { [Columns.IdpMetadataUrl.Name] = state.Url.OriginalString };
        string[] more = EntraLoginUrl.IsMetadataWithoutApplication(state.Url)
            ? ["This address has no ?appid=, so it shows the directory's certificates and not the application's own, which signs. Use 'App Federation Metadata Url'."]
            : [];
        return reading with { Columns = columns, Warnings = [.. more, .. reading.Warnings] };
    }

    /// <summary>Reads a metadata document that somebody has; the row then follows no address.</summary>
    /// <param name="document">The document.</param>
    /// <param name="entityId">Which IdP, where the document describes several; empty when there is one.</param>
    /// <param name="row">The tenant's row.</param>
    public IdpReading FromDocument(ReadOnlySpan<byte> document, string entityId, TenantColumns row)
    {
        var now = time.GetUtcNow();
        var pins = MetadataState.Read(new TenantRowReader(row), options.PublicBaseUrl).PinnedKeys;
        var wanted = entityId.Trim() is { Length: > 0 } id ? id : null;
        var isRead = pins.Count > 0
            ? IdpMetadata.TryReadSigned(document, wanted, pins, now, out var idp, out var failure)
            : IdpMetadata.TryRead(document, wanted, now, out idp, out failure);
        if (!isRead)
        {
            return Failed([new TenantRowError(TenantImport.MetadataSource, $"{failure!.Detail} ({failure.Error}, {failure.Clause})")]);
        }

        return Look(TenantImport.From(idp!, TenantImport.WantsPost(new TenantRowReader(row))), row);
    }

    /// <summary>Reads values that were copied by hand; the row then follows no address.</summary>
    /// <param name="values">The values.</param>
    /// <param name="row">The tenant's row.</param>
    public IdpReading FromValues(IdpValues values, TenantColumns row)
    {
        if (TenantText.Of(row, Columns.IdpMetadataCertificates.Name).Length > 0)
        {
            return Failed([new TenantRowError(Columns.IdpCertificates.Name, "The operators of this service pinned the key that signs your metadata, so single values are not taken. Use the metadata's address or its file.")]);
        }

        var result = TenantImport.FromValues(values.LoginUrl, values.LogoutUrl, values.NameIdFormat, values.Certificate);
        if (result.Errors.Count == 0 && values.EntityId.Trim() is { Length: > 0 } entityId)
        {
            result = result with { Columns = new Dictionary<string, object>(result.Columns, StringComparer.Ordinal) { [Columns.IdpEntityId.Name] = entityId }, Warnings = [] };
        }
        else if (result.Errors.Count == 0 && !result.Columns.ContainsKey(Columns.IdpEntityId.Name))
        {
            result = result with { Errors = [new TenantRowError(Columns.IdpEntityId.Name, $"It is empty, and the login URL is not Entra's, which would tell it. {Columns.IdpEntityId.Mend}")] };
        }

        if (result.Errors.Count == 0 && TenantImport.WantsPost(new TenantRowReader(row)))
        {
            // What people copy as 'Login URL' is the address for redirects.
            result = result with { Columns = new Dictionary<string, object>(result.Columns, StringComparer.Ordinal) { [Columns.RequestBinding.Name] = "redirect" } };
        }

        var reading = Look(result, row);
        // Metadata's reader warns of its own certificates.
        return reading with { Warnings = [.. reading.Warnings, .. Expiry(Keys(reading.Columns), time.GetUtcNow())] };
    }

    /// <summary>Looks anew at columns that were read before and went through a browser.</summary>
    /// <param name="columns">The columns; of <see cref="Written"/>.</param>
    /// <param name="row">The tenant's row.</param>
    public IdpReading Look(IReadOnlyDictionary<string, object> columns, TenantColumns row)
    {
        var draft = TenantDraft.Of("check", MetadataColumns.Merge(row, columns), options.PublicBaseUrl);
        var errors = draft.Errors.Concat(draft.Missing).Where(e => columns.ContainsKey(e.Column)).ToList();
        return errors.Count > 0
            ? Failed(errors)
            : new IdpReading(columns, [.. Keys(columns).Select(k => new IdpCertificateInfo(k.Subject, k.Thumbprint, k.NotBefore, k.NotAfter))], [], []);
    }

    /// <summary>The columns of an import without the policies about which the row has decided.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="row">The tenant's row.</param>
    public static Dictionary<string, object> WithoutDecided(IReadOnlyDictionary<string, object> columns, TenantColumns row) =>
        columns.Where(c => !TenantImport.Policies.Contains(c.Key) || TenantText.Of(row, c.Key).Length == 0).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);

    private IdpReading Look(TenantImportResult result, TenantColumns row)
    {
        if (result.Errors.Count > 0)
        {
            return Failed(result.Errors);
        }

        var columns = WithoutDecided(result.Columns, row);
        columns[Columns.IdpMetadataUrl.Name] = "";
        var reading = Look(columns, row);
        return reading.Errors.Count > 0 ? reading : reading with { Warnings = result.Warnings };
    }

    private static IReadOnlyList<IdpSigningKey> Keys(IReadOnlyDictionary<string, object> columns) =>
        IdpSigningKey.TryParseAll(TenantText.Of(columns.GetValueOrDefault(Columns.IdpCertificates.Name)), out var keys, out _) ? keys : [];

    private static IEnumerable<string> Expiry(IReadOnlyList<IdpSigningKey> keys, DateTimeOffset now) =>
    [
        .. keys.Where(k => k.NotAfter < now).Select(k => $"The certificate {k.Subject} expired on {k.NotAfter:yyyy-MM-dd}. Make a new one at the IdP."),
        .. keys.Where(k => k.NotBefore > now).Select(k => $"The certificate {k.Subject} begins only on {k.NotBefore:yyyy-MM-dd}."),
    ];

    private static IdpReading Failed(IReadOnlyList<TenantRowError> errors) => new(new Dictionary<string, object>(), [], errors, []);
}
