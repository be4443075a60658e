namespace SignOn;

/// <summary>What a tenant's IdP must know of us.</summary>
/// <param name="EntityId">Our entity ID towards this tenant's IdP.</param>
/// <param name="AssertionConsumer">Where the IdP posts responses.</param>
/// <param name="SignOn">Where people start.</param>
/// <param name="Logout">Where logout messages go.</param>
/// <param name="Metadata">Where our metadata is.</param>
public sealed record TenantAddresses(string EntityId, string AssertionConsumer, string SignOn, string Logout, string Metadata)
{
    /// <summary>The addresses of a row, as far as the row says which; a style that is none counts as the standard one.</summary>
    /// <param name="stored">The row.</param>
    /// <param name="publicBaseUrl">The product's public address.</param>
    public static TenantAddresses Of(StoredTenant stored, Uri publicBaseUrl)
    {
        var style = Text(stored, "UrlStyle").ToLowerInvariant() switch { "saml2-sp" => UrlStyle.Saml2Sp, "live" => UrlStyle.Live, _ => UrlStyle.Standard };
        var urls = TenantUrls.Of(publicBaseUrl, stored.TenantId, style);
        var own = Text(stored, "SpEntityId");
        var logout = $"{publicBaseUrl.GetLeftPart(UriPartial.Authority)}/saml/{Uri.EscapeDataString(stored.TenantId)}/slo";
        return new TenantAddresses(own.Length > 0 ? own : urls.EntityId, urls.AssertionConsumer, urls.SignOn, logout, urls.Metadata);
    }

    private static string Text(StoredTenant stored, string column) => (stored.Columns.Values.GetValueOrDefault(column) as string ?? "").Trim();
}
