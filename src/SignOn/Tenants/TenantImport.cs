using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Fills a tenant's row from what an IdP's admin hands over.</summary>
public static class TenantImport
{
    /// <summary>What errors name when the document itself will not do.</summary>
    public const string MetadataSource = "Metadata";

    /// <summary>From federation metadata (tutorial 1).</summary>
    /// <param name="metadata">The document.</param>
    /// <param name="entityId">Which IdP, where the document describes several; otherwise null.</param>
    /// <param name="now">The time, for the document's own validity.</param>
    public static TenantImportResult FromMetadata(ReadOnlySpan<byte> metadata, string? entityId, DateTimeOffset now)
    {
        if (!IdpMetadata.TryRead(metadata, entityId, now, out var idp, out var failure))
        {
            return Failed(MetadataSource, $"{failure.Detail} ({failure.Error}, {failure.Clause})");
        }

        return From(idp, wantsPost: false);
    }

    /// <summary>An admin's policies: an import fills them once, where nobody has written anything yet.</summary>
    internal static IReadOnlySet<string> Policies { get; } = new HashSet<string>(StringComparer.Ordinal) { Columns.SignRequests.Name, Columns.RejectExpiredCertificates.Name };

    /// <summary>Whether a row asks for HTTP-POST, whatever else is wrong with it.</summary>
    internal static bool WantsPost(TenantRowReader row) => string.Equals(row.Raw(Columns.RequestBinding), "post", StringComparison.OrdinalIgnoreCase);

    /// <summary>From metadata that was read and found good.</summary>
    /// <param name="idp">What it says; it has an address for one of the two bindings at least.</param>
    /// <param name="wantsPost">Whether the tenant has chosen HTTP-POST for its requests.</param>
    internal static TenantImportResult From(IdpDescription idp, bool wantsPost)
    {
        var (ssoUrl, binding) = SignOnOf(idp, wantsPost);
        if (!WebUrls.TryParse(ssoUrl, out _))
        {
            return Failed(MetadataSource, $"Its SingleSignOnService is '{TenantRowReader.Quote(ssoUrl)}', which is no absolute https:// URL.");
        }

        var (sloUrl, sloBinding, sloResponseUrl) = LogoutOf(idp);
        var columns = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Columns.IdpEntityId.Name] = idp.EntityId,
            [Columns.IdpSsoUrl.Name] = ssoUrl,
            [Columns.IdpSloUrl.Name] = sloUrl,
            [Columns.IdpSloBinding.Name] = sloBinding,
            [Columns.IdpSloResponseUrl.Name] = sloResponseUrl,
            [Columns.IdpCertificates.Name] = Join(idp.SigningKeys),
            [Columns.SignRequests.Name] = idp.WantAuthnRequestsSigned,
            // Microsoft's gallery demands it; Kantara's profile (IIP-MD) says that metadata's keys count whatever their certificates say.
            [Columns.RejectExpiredCertificates.Name] = EntraLoginUrl.TryGetEntityId(ssoUrl, out _),
        };
        if (binding is not null)
        {
            columns[Columns.RequestBinding.Name] = binding;
        }

        return new TenantImportResult(columns, [], idp.Warnings);
    }

    /// <summary>From the four values of tutorial 2.</summary>
    /// <param name="loginUrl">'SSO redirect'.</param>
    /// <param name="logoutUrl">'Logout redirect'; may be empty.</param>
    /// <param name="nameIdFormat">'Name ID Format'; may be empty.</param>
    /// <param name="certificate">'Certificate': PEM or bare base64.</param>
    public static TenantImportResult FromValues(string loginUrl, string? logoutUrl, string? nameIdFormat, string certificate)
    {
        var errors = new List<TenantRowError>();
        CheckUrl(Columns.IdpSsoUrl, loginUrl.Trim(), errors);
        if (!string.IsNullOrWhiteSpace(logoutUrl))
        {
            CheckUrl(Columns.IdpSloUrl, logoutUrl.Trim(), errors);
        }

        if (!IdpSigningKey.TryParseAll(certificate, out var keys, out var failure))
        {
            errors.Add(new TenantRowError(Columns.IdpCertificates.Name, $"{failure.Detail} {Columns.IdpCertificates.Mend}"));
        }

        if (errors.Count > 0)
        {
            return new TenantImportResult(new Dictionary<string, object>(), errors, []);
        }

        var columns = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Columns.IdpSsoUrl.Name] = loginUrl.Trim(),
            [Columns.IdpSloUrl.Name] = logoutUrl?.Trim() ?? "",
            [Columns.IdpSloBinding.Name] = "",
            [Columns.IdpSloResponseUrl.Name] = "",
            [Columns.NameIdFormat.Name] = nameIdFormat?.Trim() ?? "",
            [Columns.IdpCertificates.Name] = Join(keys!),
        };
        if (EntraLoginUrl.TryGetEntityId(loginUrl.Trim(), out var entityId))
        {
            columns[Columns.IdpEntityId.Name] = entityId;
            return new TenantImportResult(columns, [], []);
        }

        return new TenantImportResult(columns, [], [
            $"{Columns.IdpEntityId.Name} is not among these values, and the login URL is not Entra's, which would tell it. {Columns.IdpEntityId.Mend}"]);
    }

    /// <summary>HTTP-Redirect unless the tenant or the IdP wants it otherwise. No binding means that what the row says still fits.</summary>
    private static (string Url, string? Binding) SignOnOf(IdpDescription idp, bool wantsPost) =>
        idp.SsoPostUrl is { } post && (wantsPost || idp.SsoRedirectUrl is null) ? (post, wantsPost ? null : "post")
        : (idp.SsoRedirectUrl!, wantsPost ? "redirect" : null);

    /// <summary>HTTP-Redirect before HTTP-POST; an address that we would not send people to counts as none.</summary>
    private static (string Url, string Binding, string ResponseUrl) LogoutOf(IdpDescription idp) =>
        Usable(idp.SloRedirectUrl) is { Length: > 0 } redirect ? (redirect, "redirect", Usable(idp.SloRedirectResponseUrl))
        : Usable(idp.SloPostUrl) is { Length: > 0 } post ? (post, "post", Usable(idp.SloPostResponseUrl))
        : ("", "", "");

    private static string Usable(string? url) => url is not null && WebUrls.TryParse(url, out _) ? url : "";

    private static TenantImportResult Failed(string column, string message) =>
        new(new Dictionary<string, object>(), [new TenantRowError(column, message)], []);

    private static void CheckUrl(TenantColumn column, string text, List<TenantRowError> errors)
    {
        if (!WebUrls.TryParse(text, out _))
        {
            errors.Add(new TenantRowError(column.Name, $"'{TenantRowReader.Quote(text)}' is not such a URL. {column.Mend}"));
        }
    }

    private static string Join(IReadOnlyList<IdpSigningKey> keys) => string.Join("\n\n", keys.Select(k => k.CertificateBase64));
}
