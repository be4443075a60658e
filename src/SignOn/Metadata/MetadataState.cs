using System.Globalization;
using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>What a tenant's row says about the IdP's metadata: where it is, who signs it, and what came of the last refresh.</summary>
internal sealed record MetadataState
{
    private const int MostDays = 3650;

    /// <summary>Where it is; null when an admin keeps the row by hand, or the URL is no good (then the row has an error).</summary>
    public required Uri? Url { get; init; }

    /// <summary>Keys that must have signed it; none: the way on which it comes is trusted.</summary>
    public required IReadOnlyList<IdpSigningKey> PinnedKeys { get; init; }

    /// <summary>How many days ahead its end may lie; 0: any number, or no end.</summary>
    public required int MaximumDays { get; init; }

    /// <summary>When it last came.</summary>
    public required DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>When it should come next.</summary>
    public required DateTimeOffset? NextRefreshAt { get; init; }

    /// <summary>Until when it may be used.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>When an instance last looked on account of an unknown key.</summary>
    public required DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Why the last refresh failed; empty when it did not.</summary>
    public required string Error { get; init; }

    /// <summary>What is odd about the last good document, in lines.</summary>
    public required string DocumentWarnings { get; init; }

    /// <summary>What an admin should look at.</summary>
    public IReadOnlyList<TenantRowError> Warnings =>
        Url is null ? [] :
        [
            .. EntraLoginUrl.IsMetadataWithoutApplication(Url)
                ? [new TenantRowError(Columns.IdpMetadataUrl.Name, $"{Columns.IdpMetadataUrl.Name} leads to the directory's metadata, which lacks the application's own signing certificate. Use 'App Federation Metadata Url', which ends with ?appid=<application id>.")]
                : Array.Empty<TenantRowError>(),
            .. Error.Length > 0
                ? [new TenantRowError(Columns.IdpMetadataError.Name, $"The last refresh of the IdP's metadata failed. {Error}")]
                : Array.Empty<TenantRowError>(),
            .. DocumentWarnings.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => new TenantRowError(Columns.IdpMetadataWarnings.Name, w)),
        ];

    /// <summary>Reads the columns, with errors for those that an admin writes. What the refresh wrote never breaks a tenant.</summary>
    public static MetadataState Read(TenantRowReader reader, Uri publicBaseUrl)
    {
        var pinned = ReadPinnedKeys(reader);
        var maximumDays = reader.Number(Columns.IdpMetadataMaximumDays, 0, MostDays);
        // A pin or a bound that cannot be read must not mean that there is none.
        var isClear = pinned is not null && reader.Errors.All(e => e.Column != Columns.IdpMetadataMaximumDays.Name);
        var url = isClear ? ReadUrl(reader, publicBaseUrl) : null;
        var error = State(reader, Columns.IdpMetadataError);
        var refreshedAt = Time(reader, Columns.IdpMetadataRefreshedAt);
        if (url is not null && refreshedAt is null && reader.IsEmpty(Columns.IdpCertificates))
        {
            reader.Fail(Columns.IdpMetadataUrl, error.Length > 0
                ? $"The first refresh failed, so the IdP's columns are still empty. {error}"
                : "The first refresh fills the IdP's columns within ten minutes.");
        }

        return new MetadataState
        {
            Url = url,
            PinnedKeys = pinned ?? [],
            MaximumDays = maximumDays,
            RefreshedAt = refreshedAt,
            NextRefreshAt = Time(reader, Columns.IdpMetadataNextRefreshAt),
            ValidUntil = Time(reader, Columns.IdpMetadataValidUntil),
            CheckedAt = Time(reader, Columns.IdpMetadataCheckedAt),
            Error = error,
            DocumentWarnings = State(reader, Columns.IdpMetadataWarnings),
        };
    }

    /// <summary>A time as these columns hold it.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Uri? ReadUrl(TenantRowReader reader, Uri publicBaseUrl)
    {
        if (reader.Url(Columns.IdpMetadataUrl) is not { } text)
        {
            return null;
        }

        var url = new Uri(text);
        if (!publicBaseUrl.IsLoopback && (url.Scheme != Uri.UriSchemeHttps || url.IsLoopback || !url.IsDefaultPort))
        {
            reader.Fail(Columns.IdpMetadataUrl, $"'{TenantRowReader.Quote(text)}' is not such a URL.");
            return null;
        }

        return url;
    }

    private static IReadOnlyList<IdpSigningKey>? ReadPinnedKeys(TenantRowReader reader)
    {
        var text = reader.Text(Columns.IdpMetadataCertificates);
        if (text.Length == 0)
        {
            return [];
        }

        if (IdpSigningKey.TryParseAll(text, out var keys, out var failure))
        {
            return keys;
        }

        reader.Fail(Columns.IdpMetadataCertificates, failure.Detail ?? "It holds no certificate.");
        return null;
    }

    private static string State(TenantRowReader reader, TenantColumn column) => reader.IsEmpty(column) ? "" : reader.Raw(column);

    private static DateTimeOffset? Time(TenantRowReader reader, TenantColumn column) =>
        DateTimeOffset.TryParse(State(reader, column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
