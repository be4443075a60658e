using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Pages;

/// <summary>The set-up guide of a tenant: what the IdP's admin types in.</summary>
internal static class SetupPage
{
    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator, or the customer's admin.</param>
    /// <param name="tenant">The tenant.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant) =>
        ManageLayout.Page(product, visit, $"Set up single sign-on for {tenant.DisplayName}", Markup.Of($"""
            <h2 id="values">Enter these values at your identity provider</h2>
            <dl aria-labelledby="values">
            {Values(tenant.Addresses).Select(v => Markup.Of($"<div><dt>{v.Key}</dt><dd><code>{v.Value}</code></dd></div>\n"))}</dl>
            """), lead: Badge.Of(tenant));

    /// <summary>In the words of Entra's 'Basic SAML Configuration'.</summary>
    private static KeyValuePair<string, string>[] Values(TenantAddresses addresses) =>
    [
        new("Identifier (Entity ID)", addresses.EntityId.Length > 0 ? addresses.EntityId : "not set yet (column SpEntityId)"),
        new("Reply URL (Assertion Consumer Service URL)", addresses.AssertionConsumer),
        new("Sign on URL", addresses.SignOn),
        new("Logout URL", addresses.Logout),
        new("Metadata", addresses.Metadata),
    ];
}
