namespace SignOn;

/// <summary>A tenant's own URLs. They come from the configured public address, never from a request's Host header.</summary>
internal sealed record TenantUrls(string EntityId, string Metadata, string SignOn, string AssertionConsumer, string SingleLogout)
{
    public static TenantUrls Of(Uri publicBaseUrl, string tenantId, UrlStyle style)
    {
        var root = publicBaseUrl.AbsoluteUri.TrimEnd('/');
        var standard = $"{root}/saml/{tenantId}";
        var tutorial = $"{root}/saml2-sp/{tenantId}/{tenantId}";
        // Neither tutorial has a shape of its own for it.
        var slo = $"{standard}/slo";
        return style switch
        {
            UrlStyle.Saml2Sp => new($"{tutorial}/metadata/", $"{tutorial}/metadata/", $"{tutorial}/?sso", $"{tutorial}/?acs", slo),
            UrlStyle.Live => new("", $"{standard}/metadata", $"{root}/live/{tenantId}", $"{standard}/acs", slo),
            _ => new($"{standard}/metadata", $"{standard}/metadata", $"{standard}/sso", $"{standard}/acs", slo),
        };
    }
}
