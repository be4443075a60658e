using Azure.Data.Tables;
using LocalIdp;
using SignOn;

namespace EndToEnd.Tests.Harness;

/// <summary>One customer, with a tenant id of its own.</summary>
public sealed class TestTenant
{
    private readonly AppUnderTest _app;
    private readonly Dictionary<string, object> _columns;

    internal TestTenant(AppUnderTest app, TenantSpec spec)
    {
        _app = app;
        Id = spec.Id ?? $"t{Guid.NewGuid():N}"[..12];
        EmailDomain = $"{Id}.example";
        // Written out by hand and not taken from the product: these are what customers have typed into their IdPs.
        (SignOnUrl, AcsUrl, MetadataUrl) = spec.Style switch
        {
            UrlStyle.Saml2Sp => (app.Url($"/saml2-sp/{Id}/{Id}/?sso"), app.Url($"/saml2-sp/{Id}/{Id}/?acs"), app.Url($"/saml2-sp/{Id}/{Id}/metadata/")),
            UrlStyle.Live => (app.Url($"/live/{Id}"), app.Url($"/saml/{Id}/acs"), app.Url($"/saml/{Id}/metadata")),
            _ => (app.Url($"/saml/{Id}/sso"), app.Url($"/saml/{Id}/acs"), app.Url($"/saml/{Id}/metadata")),
        };
        EntityId = spec.Style == UrlStyle.Live ? $"runmyprocess-{Id}" : MetadataUrl;
        _columns = new Dictionary<string, object>
        {
            ["UrlStyle"] = spec.Style switch { UrlStyle.Saml2Sp => "saml2-sp", UrlStyle.Live => "live", _ => "standard" },
            ["DisplayName"] = $"Customer {Id}",
            ["IdpEntityId"] = app.Idp.Issuer,
            ["IdpSsoUrl"] = app.Idp.Urls.Login,
            ["IdpSloUrl"] = app.Idp.Urls.Logout,
            // What metadata would have said. The second tutorial has a logout URL alone.
            ["IdpSloBinding"] = spec.Style == UrlStyle.Live ? "" : "redirect",
            ["IdpCertificates"] = app.Idp.SigningCertificate.ExportCertificatePem(),
            ["EmailDomains"] = $"contoso.com;{EmailDomain}",
        };
        if (spec.Style == UrlStyle.Live)
        {
            _columns["SpEntityId"] = EntityId;
        }

        foreach (var (name, value) in spec.Columns)
        {
            _columns[name] = value;
        }

        if (_columns.TryGetValue("SpEntityId", out var own))
        {
            EntityId = (string)own;
        }

        Application = spec.Application(new LocalIdpApplication
        {
            AppId = Guid.NewGuid(),
            Name = (string)_columns["DisplayName"],
            Identifiers = [EntityId],
            ReplyUrls = [AcsUrl],
            SignOnUrl = SignOnUrl,
            LogoutUrl = SloUrl,
            MetadataUrl = MetadataUrl,
        });
    }

    /// <summary>The tenant's id.</summary>
    public string Id { get; }

    /// <summary>An e-mail domain that only this tenant has.</summary>
    public string EmailDomain { get; }

    /// <summary>Where people start.</summary>
    public string SignOnUrl { get; }

    /// <summary>The reply URL.</summary>
    public string AcsUrl { get; }

    /// <summary>Where our metadata is.</summary>
    public string MetadataUrl { get; }

    /// <summary>The identifier.</summary>
    public string EntityId { get; }

    /// <summary>Where the IdP sends logout messages.</summary>
    public string SloUrl => _app.Url($"/saml/{Id}/slo");

    /// <summary>The tenant's name.</summary>
    public string DisplayName => (string)_columns["DisplayName"];

    /// <summary>The application at the IdP.</summary>
    public LocalIdpApplication Application { get; }

    /// <summary>The tile in My Apps.</summary>
    public string TileUrl => _app.Idp.Urls.Tile(Application.AppId);

    /// <summary>Edits columns of the row by hand, as in a table editor. Null removes one.</summary>
    public async Task EditAsync(params (string Column, object? Value)[] columns)
    {
        foreach (var (name, value) in columns)
        {
            _columns.Remove(name);
            if (value is not null)
            {
                _columns[name] = value;
            }
        }

        await SaveAsync();
    }

    /// <summary>The rows of a table's partition of this tenant.</summary>
    public async Task<IReadOnlyList<TableEntity>> RowsAsync(string table)
    {
        var rows = new List<TableEntity>();
        try
        {
            await foreach (var row in _app.Tables.GetTableClient(table).QueryAsync<TableEntity>($"PartitionKey eq '{Id}'"))
            {
                rows.Add(row);
            }
        }
        catch (Azure.RequestFailedException e) when (e.Status == 404)
        {
            // No table, no rows.
        }

        return rows;
    }

    /// <summary>The tenant's users, without index rows and markers.</summary>
    public async Task<IReadOnlyList<TableEntity>> UsersAsync() =>
        [.. (await RowsAsync("Users")).Where(row => row.RowKey.StartsWith("s-", StringComparison.Ordinal))];

    /// <summary>The markers of users that wait to be provisioned.</summary>
    public async Task<IReadOnlyList<TableEntity>> PendingAsync() =>
        [.. (await RowsAsync("Users")).Where(row => row.RowKey.StartsWith("p-", StringComparison.Ordinal))];

    /// <summary>The audit trail's lines, newest first, without index rows.</summary>
    public async Task<IReadOnlyList<TableEntity>> SignInsAsync() =>
        [.. (await RowsAsync("SignIns")).Where(row => !row.RowKey.StartsWith("c-", StringComparison.Ordinal))];

    internal async Task SaveAsync()
    {
        var table = _app.Tables.GetTableClient("Tenants");
        await table.CreateIfNotExistsAsync();
        await table.UpsertEntityAsync(new TableEntity(_columns) { PartitionKey = Id, RowKey = "settings" }, TableUpdateMode.Replace);
    }
}
