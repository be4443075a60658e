using SignOn;

namespace Functions.Manage;

/// <summary>What a tenant's IdP must know of us.</summary>
/// <param name="EntityId">Our entity ID; empty while it is not set.</param>
/// <param name="AssertionConsumer">Where the IdP posts responses.</param>
/// <param name="SignOn">Where people start.</param>
/// <param name="Logout">Where logout messages go.</param>
/// <param name="Metadata">Where our metadata is.</param>
internal sealed record ApiAddressesDocument(string EntityId, string AssertionConsumer, string SignOn, string Logout, string Metadata)
{
    /// <summary>The document of addresses.</summary>
    /// <param name="addresses">The addresses.</param>
    public static ApiAddressesDocument Of(TenantAddresses addresses) =>
        new(addresses.EntityId, addresses.AssertionConsumer, addresses.SignOn, addresses.Logout, addresses.Metadata);
}
