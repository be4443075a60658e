using EndToEnd.Tests.Browsing;
using LocalIdp;

namespace EndToEnd.Tests.Harness;

/// <summary>The IdP's logout requests, made by hand.</summary>
public static class LogoutSteps
{
    /// <summary>What the IdP knows of B.Simon's sessions of a tenant, oldest first, as the app has stored it: name and index.</summary>
    public static async Task<IReadOnlyList<(string Name, string Index)>> KnownSessionsAsync(this TestTenant tenant) =>
        [.. (await tenant.RowsAsync("Sessions")).Where(r => r.RowKey.StartsWith("t-", StringComparison.Ordinal))
            .OrderBy(r => r.GetDateTimeOffset("CreatedAt")).Select(r => (r.GetString("NameId"), r.GetString("SessionIndex")))];

    /// <summary>A LogoutRequest to the tenant, with changes.</summary>
    public static async Task<LogoutRequestOptions> LogoutRequestAsync(
        this AppUnderTest app, TestTenant tenant, Func<LogoutRequestOptions, LogoutRequestOptions>? change = null)
    {
        var request = app.Idp.DescribeLogoutRequest(tenant.Application) with { NameId = (await tenant.KnownSessionsAsync())[0].Name };
        return change is null ? request : change(request);
    }

    /// <summary>The address at which the IdP brings it, signed by the IdP.</summary>
    public static string UrlOf(this AppUnderTest app, TestTenant tenant, LogoutRequestOptions request, string? relayState = null) =>
        RedirectMessage.Url(tenant.SloUrl, "SAMLRequest", LogoutXml.Request(request), relayState, app.Idp.Signature);

    /// <summary>Opens an address as the IdP's page leads to it, and stops at the first answer.</summary>
    public static Task<Page> BringAsync(this UserAgent browser, AppUnderTest app, string url) =>
        browser.NavigateAsync(new Navigation(HttpMethod.Get, new Uri(url), new Uri(app.Idp.Urls.BaseUrl), null), maxRedirects: 0);
}
