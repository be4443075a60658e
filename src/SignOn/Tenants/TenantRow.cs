using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Reads a tenant's row.</summary>
public static class TenantRow
{
    // What Table Storage itself keeps in every row.
    private static readonly HashSet<string> SystemColumns = new(StringComparer.Ordinal) { "PartitionKey", "RowKey", "Timestamp", "odata.etag" };

    /// <summary>Parses and checks every column. The result is <see cref="TenantLookup.Found"/>, <see cref="TenantLookup.Disabled"/> or <see cref="TenantLookup.Broken"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="columns">The row.</param>
    /// <param name="publicBaseUrl">The product's public address; what our URLs begin with.</param>
    public static TenantLookup Parse(string tenantId, TenantColumns columns, Uri publicBaseUrl)
    {
        if (!TenantIds.IsValid(tenantId))
        {
            return new TenantLookup.Broken([new TenantRowError(
                "PartitionKey", "This is no tenant id. Use small letters, digits and hyphens, at most 63, and no hyphen first.")]);
        }

        var reader = new TenantRowReader(columns);
        var tenant = Read(tenantId, reader, columns, publicBaseUrl);

        // A row with errors is broken even when it is switched off: whoever switches it on should not be surprised.
        return reader.Errors.Count > 0 ? new TenantLookup.Broken(reader.Errors)
            : tenant.Enabled ? new TenantLookup.Found(tenant)
            : TenantLookup.Disabled.Instance;
    }

    /// <summary>The e-mail domains of a row, whatever else is wrong with it; what is no domain is left out.</summary>
    /// <param name="columns">The row.</param>
    internal static IReadOnlyList<string> ReadEmailDomains(TenantColumns columns) =>
        [.. ReadEmailDomains(new TenantRowReader(columns)).Where(EmailAddress.IsDomain)];

    private static Tenant Read(string tenantId, TenantRowReader reader, TenantColumns columns, Uri publicBaseUrl)
    {
        var style = ReadUrlStyle(reader);
        var urls = TenantUrls.Of(publicBaseUrl, tenantId, style);
        var ssoUrl = reader.Url(Columns.IdpSsoUrl) ?? "";
        var sloUrl = reader.Url(Columns.IdpSloUrl);
        var sloBinding = ReadSloBinding(reader, sloUrl);
        var displayName = reader.Text(Columns.DisplayName, 256);
        var metadata = MetadataState.Read(reader, publicBaseUrl);
        var requested = RequestColumns.ReadContexts(reader, Columns.RequestedAuthnContexts);
        var accepted = RequestColumns.ReadContexts(reader, Columns.AcceptedAuthnContexts);
        return new Tenant
        {
            Id = tenantId,
            DisplayName = displayName.Length > 0 ? displayName : tenantId,
            Enabled = reader.Flag(Columns.Enabled),
            UrlStyle = style,
            EntityId = ReadEntityId(reader, urls),
            AssertionConsumerUrl = urls.AssertionConsumer,
            SignOnUrl = urls.SignOn,
            MetadataUrl = urls.Metadata,
            IdentityProvider = new IdentityProvider(ReadIdpEntityId(reader, ssoUrl), ReadCertificates(reader)),
            IdpSsoUrl = ssoUrl,
            IdpMetadataUrl = metadata.Url?.OriginalString,
            IdpMetadataValidUntil = metadata.Url is null ? null : metadata.ValidUntil,
            SingleLogoutUrl = urls.SingleLogout,
            IdpSloUrl = sloUrl,
            IdpSloBinding = sloBinding,
            IdpSloResponseUrl = reader.Url(Columns.IdpSloResponseUrl) ?? (sloBinding == SloBinding.Plain ? null : sloUrl),
            NameIdFormat = ReadNameIdFormat(reader),
            RequestBinding = RequestColumns.ReadBinding(reader),
            ForceAuthn = reader.Flag(Columns.ForceAuthn),
            RequestedAuthnContexts = requested,
            // The comparison was 'exact', so nothing else is an answer (saml-core-2.0-os 3.3.2.2.1); and unsigned requests can be changed on their way.
            AcceptedAuthnContexts = accepted.Count > 0 ? accepted : requested,
            SendProviderName = reader.Flag(Columns.SendProviderName),
            AllowIdpInitiated = reader.Flag(Columns.AllowIdpInitiated),
            SignRequests = reader.Flag(Columns.SignRequests),
            RequireSignedResponse = reader.Flag(Columns.RequireSignedResponse),
            RejectExpiredCertificates = reader.Flag(Columns.RejectExpiredCertificates),
            PublishEncryptionKey = reader.Flag(Columns.PublishEncryptionKey),
            JustInTime = reader.Flag(Columns.JustInTime),
            EmailDomains = ReadEmailDomains(reader),
            ReturnUrlAllowList = ReadReturnUrls(reader),
            LandingUrl = ReadLandingUrl(reader, publicBaseUrl),
            SessionMaximum = TimeSpan.FromMinutes(reader.Number(Columns.SessionMaximumMinutes, 5, 43200)),
            AttributeMap = ReadAttributeMap(reader),
            Warnings = [.. metadata.Warnings, .. Unread(columns)],
        };
    }

    private static UrlStyle ReadUrlStyle(TenantRowReader reader)
    {
        switch (reader.Text(Columns.UrlStyle).ToLowerInvariant())
        {
            case "standard":
                return UrlStyle.Standard;
            case "saml2-sp":
                return UrlStyle.Saml2Sp;
            case "live":
                return UrlStyle.Live;
            case var other:
                reader.Fail(Columns.UrlStyle, $"'{TenantRowReader.Quote(other)}' is no such style.");
                return UrlStyle.Standard;
        }
    }

    private static SloBinding ReadSloBinding(TenantRowReader reader, string? sloUrl)
    {
        switch (reader.Text(Columns.IdpSloBinding).ToLowerInvariant())
        {
            case "":
                // Entra shows one address for everything, and an error to people who come there without a message.
                return sloUrl is not null && EntraLoginUrl.TryGetEntityId(sloUrl, out _) ? SloBinding.Redirect : SloBinding.Plain;
            case "plain":
                return SloBinding.Plain;
            case "redirect":
                return SloBinding.Redirect;
            case "post":
                return SloBinding.Post;
            case var other:
                reader.Fail(Columns.IdpSloBinding, $"'{TenantRowReader.Quote(other)}' is no such binding.");
                return SloBinding.Plain;
        }
    }

    private static string ReadEntityId(TenantRowReader reader, TenantUrls urls)
    {
        // saml-core-2.0-os 8.3.6: an entity identifier has at most 1024 characters.
        var own = reader.Text(Columns.SpEntityId, 1024);
        var entityId = own.Length > 0 ? own : urls.EntityId;
        if (entityId.Length == 0 || entityId.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE'))
        {
            reader.Fail(Columns.SpEntityId, entityId.Length == 0 ? "It is empty." : "It holds white space or a character that XML cannot hold.");
        }

        return entityId;
    }

    private static string ReadIdpEntityId(TenantRowReader reader, string ssoUrl)
    {
        var entityId = reader.Text(Columns.IdpEntityId, 1024);
        if (entityId.Length > 0 || EntraLoginUrl.TryGetEntityId(ssoUrl, out entityId!))
        {
            return entityId;
        }

        if (ssoUrl.Length > 0)
        {
            // Without a URL there is an error already, and mending it may mend this too.
            reader.Fail(Columns.IdpEntityId, "It is empty, and IdpSsoUrl is no Entra login URL that tells it.");
        }

        return "";
    }

    private static IReadOnlyList<IdpSigningKey> ReadCertificates(TenantRowReader reader)
    {
        var text = reader.Text(Columns.IdpCertificates);
        if (text.Length == 0)
        {
            return [];
        }

        if (IdpSigningKey.TryParseAll(text, out var keys, out var failure) && keys.Count > 0)
        {
            return keys;
        }

        reader.Fail(Columns.IdpCertificates, failure?.Detail ?? "It holds no certificate.");
        return [];
    }

    private static string? ReadNameIdFormat(TenantRowReader reader)
    {
        var format = reader.Text(Columns.NameIdFormat, 1024);
        if (format.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(format, UriKind.Absolute, out _) || format.Any(char.IsWhiteSpace))
        {
            reader.Fail(Columns.NameIdFormat, $"'{TenantRowReader.Quote(format)}' is no URI.");
        }
        else if (format == NameIdFormats.Transient)
        {
            reader.Fail(Columns.NameIdFormat, "A transient name changes at every sign-in, so nobody could be recognised.");
        }

        return format;
    }

    private static IReadOnlyList<string> ReadEmailDomains(TenantRowReader reader)
    {
        var domains = reader.List(Columns.EmailDomains);
        foreach (var domain in domains.Where(d => !EmailAddress.IsDomain(d)))
        {
            reader.Fail(Columns.EmailDomains, $"'{TenantRowReader.Quote(domain)}' is no domain.");
        }

        return [.. domains.Select(UserKeys.LowerAscii).Distinct(StringComparer.Ordinal)];
    }

    private static List<Uri> ReadReturnUrls(TenantRowReader reader)
    {
        var urls = new List<Uri>();
        foreach (var text in reader.List(Columns.ReturnUrlAllowList))
        {
            if (WebUrls.TryParse(text, out var url) && url.Query.Length == 0 && url.Fragment.Length == 0)
            {
                urls.Add(url);
            }
            else
            {
                reader.Fail(Columns.ReturnUrlAllowList, $"'{TenantRowReader.Quote(text)}' is not such a URL.");
            }
        }

        return urls;
    }

    private static string ReadLandingUrl(TenantRowReader reader, Uri publicBaseUrl)
    {
        var text = reader.Text(Columns.LandingUrl, 2048);
        var landing = ReturnUrls.OwnPath(text) ?? (WebUrls.TryParse(text, out var url) ? url.AbsoluteUri : null);
        if (landing is null)
        {
            reader.Fail(Columns.LandingUrl, $"'{TenantRowReader.Quote(text)}' is neither.");
        }
        else if (!ReturnUrls.IsFit(landing, publicBaseUrl))
        {
            reader.Fail(Columns.LandingUrl, $"'{TenantRowReader.Quote(text)}' is too long, or one of our own addresses that lead back into a sign-in.");
        }

        return landing ?? "/";
    }

    private static AttributeMap ReadAttributeMap(TenantRowReader reader) => new()
    {
        Subject = reader.List(Columns.SubjectAttributes),
        FirstName = reader.List(Columns.FirstNameAttributes),
        LastName = reader.List(Columns.LastNameAttributes),
        DisplayName = reader.List(Columns.DisplayNameAttributes),
        Email = reader.List(Columns.EmailAttributes),
        Roles = reader.List(Columns.RoleAttributes),
        Groups = reader.List(Columns.GroupAttributes),
        RoleNames = reader.Map(Columns.RoleNames),
        GroupRoles = reader.Map(Columns.GroupRoles),
    };

    // A misspelt column would otherwise be believed to work; an unknown one may be a newer version's, so it breaks nothing.
    private static IReadOnlyList<TenantRowError> Unread(TenantColumns columns) =>
        [.. columns.Values.Keys.Where(name => !SystemColumns.Contains(name) && Columns.All.All(c => c.Name != name))
            .Order(StringComparer.Ordinal).Select(name => new TenantRowError(name, $"Column '{name}' is not known, so nothing reads it."))];
}
