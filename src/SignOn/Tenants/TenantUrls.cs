namespace SignOn;

/// <summary>A tenant's own URLs. They come from the configured public address, never from a request's Host header.</summary>
internal sealed record TenantUrls(string EntityId, string Metadata, string SignOn, string AssertionConsumer)
{
    public static TenantUrls Of(Uri publicBaseUrl, string tenantId, UrlStyle style)
    {
        var root = publicBaseUrl.AbsoluteUri.TrimEnd('/');
        var standard = $"{root}/saml/{tenantId}";
        var tutorial = $"{root}/saml2-sp/{tenantId}/{tenantId}";
        return style switch
        {
            UrlStyle.Saml2Sp => new($"{tutorial}/metadata/", $"{tutorial}/metadata/", $"{tutorial}/?sso", $"{tutorial}/?acs"),
            UrlStyle.Live => new("", $"{standard}/metadata", $"{root}/live/{tenantId}", $"{standard}/acs"),
            _ => new($"{standard}/metadata", $"{standard}/metadata", $"{standard}/sso", $"{standard}/acs"),
        };
    }
}
