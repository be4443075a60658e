using LocalIdp;
using Saml;
using SignOn;

namespace Local;

/// <summary>
/// Writes the rows of both tutorials' customers, by the code that admins use. A row that exists is never touched: it may be someone's work.
/// </summary>
/// <param name="store">The rows.</param>
/// <param name="idp">The pretend Entra ID.</param>
/// <param name="tenants">The customers.</param>
internal sealed class TenantSeed(ITenantStore store, LocalIdpServer idp, LocalTenants tenants)
{
    /// <summary>Writes what is missing.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">The import refused what the pretend Entra ID handed over.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SeedAsync(LocalTenants.Pymetrics, ImportMetadataAsync, PymetricsColumns(), cancellation);
        await SeedAsync(LocalTenants.RunMyProcess, ImportValuesAsync, RunMyProcessColumns(), cancellation);
    }

    /// <summary>Sign-in by e-mail finds the other tenant: an address can lead to one only.</summary>
    private Dictionary<string, object> PymetricsColumns() => new()
    {
        // 'App Federation Metadata Url': a new certificate of the pretend Entra ID needs no hand here.
        ["IdpMetadataUrl"] = idp.Urls.Metadata(tenants.PymetricsApplication.AppId),
        ["DisplayName"] = "Contoso (pymetrics)",
        ["UrlStyle"] = "saml2-sp",
        ["AllowIdpInitiated"] = true,
        ["JustInTime"] = true,
    };

    private Dictionary<string, object> RunMyProcessColumns() => new()
    {
        ["DisplayName"] = "Contoso (RunMyProcess)",
        ["UrlStyle"] = "live",
        ["SpEntityId"] = tenants.RunMyProcessEntityId,
        ["JustInTime"] = false,
        ["EmailDomains"] = LocalTenants.Domain,
        // The tutorial hands over no entity ID; Entra's login URL would tell it, but this one is not Entra's.
        ["IdpEntityId"] = idp.Issuer,
    };

    private async Task SeedAsync(
        string id, Func<CancellationToken, Task<TenantImportResult>> import, Dictionary<string, object> own, CancellationToken cancellation)
    {
        if (await store.ReadAsync(id, cancellation) is { } row)
        {
            WarnWhenStale(id, row);
            return;
        }

        var imported = await import(cancellation);
        if (imported.Errors.Count > 0)
            throw new LocalException($"Tenant '{id}' cannot be seeded: {string.Join(" ", imported.Errors)}");
        var columns = new Dictionary<string, object>(imported.Columns);
        foreach (var (name, value) in own)
            columns[name] = value;
        await store.TryWriteAsync(id, new TenantColumns(columns), cancellation);
    }

    /// <summary>pymetrics: 'Federation Metadata XML'.</summary>
    private async Task<TenantImportResult> ImportMetadataAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var metadata = await http.GetByteArrayAsync(idp.Urls.Metadata(tenants.PymetricsApplication.AppId), cancellation);
        return TenantImport.FromMetadata(metadata, null, DateTimeOffset.UtcNow);
    }

    /// <summary>RunMyProcess: 'SSO redirect', 'Logout redirect', 'Name ID Format' and the pasted 'Certificate (Base64)'.</summary>
    private async Task<TenantImportResult> ImportValuesAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var certificate = await http.GetStringAsync(idp.Urls.Certificate(tenants.RunMyProcessApplication.AppId), cancellation);
        return TenantImport.FromValues(idp.Urls.Login, idp.Urls.Logout, NameIdFormats.EmailAddress, certificate);
    }

    private void WarnWhenStale(string id, TenantColumns row)
    {
        if (row.Values.GetValueOrDefault("IdpSsoUrl") as string != idp.Urls.Login)
        {
            Console.Error.WriteLine(
                $"Note: the row of tenant '{id}' names another IdP than {idp.Urls.Login}; it is left as it is. Take another data folder (--data) to start afresh.");
        }
    }
}
